/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.runtime.http.HttpService;
import io.watchfire.runtime.http.HttpSettings;
import io.watchfire.runtime.http.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTest {
  private static final String SLOS =
      """
      {"slos": [{"service": "image-worker", "slo": "availability", "tenant": "default",
        "group": {"tenant": "globex"}, "objective": "99.9", "budgetRemaining": 0.553,
        "coveredSeconds": 5400, "windows": [{"seconds": 300, "burnRate": 51.25},
        {"seconds": 3600, "burnRate": 16}], "page": "firing", "ticket": "inactive",
        "data": "ok", "notice": "", "mode": "alert"}]}
      """;
  private static final String ALERTS =
      """
      {"alerts": [{"state": "firing", "mode": "alert", "startsAt": "2026-11-23T10:00:00.123Z",
        "labels": {"alertname": "ErrorBudgetBurn", "severity": "page",
        "slo_id": "image-worker-availability", "tenant": "globex"},
        "annotations": {"summary": "image-worker burns"}}]}
      """;

  @TempDir Path dir;

  @Test
  void objectivesAndAlertsAreTables() {
    try (HttpService http = serve(SLOS, ALERTS)) {
      Cli cli = Cli.run("status", "--url", "http://127.0.0.1:" + http.port() + "/");

      assertThat(cli.status()).as(cli.err()).isZero();
      assertThat(cli.out().lines().map(line -> line.replaceAll(" {2,}", "|")))
          .containsExactly(
              "SERVICE|SLO|GROUP|TENANT|OBJECTIVE|BUDGET LEFT|COVERED|BURN|BURN 1H|PAGE|TICKET"
                  + "|DATA|MODE",
              "image-worker|availability|tenant=globex|default|99.9 %|55.3 %|1h30m|51.25 in 5m"
                  + "|16.00|firing|inactive|ok|alert",
              "",
              "ALERT|STATE|SEVERITY|SLO|TENANT|SINCE|MODE|SUMMARY",
              "ErrorBudgetBurn|firing|page|image-worker-availability|globex"
                  + "|2026-11-23T10:00:00Z|alert|image-worker burns");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalid", "not_told"})
  void aBudgetIsShownOnlyWhereThereIsOne(String data) {
    String slos = SLOS.replace("\"data\": \"ok\"", "\"data\": \"" + data + "\"");
    try (HttpService http = serve(slos, ALERTS)) {
      Cli cli = Cli.run("status", "--url", "http://127.0.0.1:" + http.port() + "/");
      assertThat(cli.out()).contains(data).contains(" - ").doesNotContain("55.3");
    }
  }

  @Test
  void dataThatIsLateByMoreThanAMinuteIsSaidToBe() {
    String late = SLOS.replace("\"data\": \"ok\"", "\"data\": \"ok\", \"lateSeconds\": 240");
    String prompt = SLOS.replace("\"data\": \"ok\"", "\"data\": \"ok\", \"lateSeconds\": 60");
    try (HttpService http = serve(late, ALERTS);
        HttpService other = serve(prompt, ALERTS)) {
      assertThat(Cli.run("status", "--url", "http://127.0.0.1:" + http.port() + "/").out())
          .contains("ok, 4m late");
      assertThat(Cli.run("status", "--url", "http://127.0.0.1:" + other.port() + "/").out())
          .doesNotContain("late ");
    }
  }

  @Test
  void budgetThatWillRunOutSaysWhen() {
    String outlook =
        """
        "outlook": {"state": "will_run_out", "horizonSeconds": 604800, "probability": 0.954,
        "expected": "2026-11-25T10:20:30.5Z"}, "objective"\
        """;
    try (HttpService http = serve(SLOS.replace("\"objective\"", outlook), ALERTS)) {
      Cli cli = Cli.run("status", "--url", "http://127.0.0.1:" + http.port());

      assertThat(cli.out()).contains("  55.3 %, will run out about 2026-11-25T10:20Z (95 %)  ");
    }
  }

  @Test
  void jsonIsWhatTheApiAnswers() throws IOException {
    try (HttpService http = serve(SLOS, ALERTS)) {
      Cli cli = Cli.run("status", "--json", "--url", "http://127.0.0.1:" + http.port());

      var read = new ObjectMapper().readTree(cli.out());
      assertThat(read.at("/slos/0/budgetRemaining").asDouble()).isEqualTo(0.553);
      assertThat(read.at("/alerts/0/state").asText()).isEqualTo("firing");
    }
  }

  @Test
  void nothingYetIsSaidInWords() {
    try (HttpService http = serve("{\"slos\": []}", "{\"alerts\": []}")) {
      Cli cli = Cli.run("status", "--url", "http://127.0.0.1:" + http.port());

      assertThat(cli.out().lines())
          .containsExactly("No objective has seen data yet.", "", "No alerts.");
    }
  }

  @Test
  void nobodyListeningIsOneClearSentence() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    Cli cli = Cli.run("status", "--url", "http://127.0.0.1:" + port);

    assertThat(cli.status()).isEqualTo(1);
    assertThat(cli.err().lines()).hasSize(1).first().asString().contains("nothing answers at");
  }

  @Test
  void aTokenThatIsNotThereIsOneClearSentence() {
    Cli cli = Cli.run("status", "--token-file", dir.resolve("none").toString());

    assertThat(cli.status()).isEqualTo(1);
    assertThat(cli.err()).contains("expected: a readable file").doesNotContain("\tat ");
  }

  @Test
  void theTokenIsSent() throws IOException {
    Path token = Files.writeString(dir.resolve("token"), "s3cret\n");
    try (HttpService http =
        HttpService.builder(HttpSettings.local(0))
            .get("/api/v1/slos", request -> onlyWith(request.headers().get("authorization")))
            .get("/api/v1/alerts", request -> Response.rawJson(200, "{\"alerts\": []}"))
            .start()) {
      String url = "http://127.0.0.1:" + http.port();

      assertThat(Cli.run("status", "--url", url).err()).contains("--token-file");
      assertThat(Cli.run("status", "--url", url, "--token-file", token.toString()).status())
          .isZero();
    }
  }

  private static Response onlyWith(String authorization) {
    return "Bearer s3cret".equals(authorization)
        ? Response.rawJson(200, "{\"slos\": []}")
        : Response.error(401, "no");
  }

  private static HttpService serve(String slos, String alerts) {
    return HttpService.builder(HttpSettings.local(0))
        .get("/api/v1/slos", request -> Response.rawJson(200, slos))
        .get("/api/v1/alerts", request -> Response.rawJson(200, alerts))
        .start();
  }
}
