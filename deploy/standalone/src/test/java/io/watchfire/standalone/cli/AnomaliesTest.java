/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.runtime.http.HttpService;
import io.watchfire.runtime.http.HttpSettings;
import io.watchfire.runtime.http.Request;
import io.watchfire.runtime.http.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What series are shown as, and what they are told. */
class AnomaliesTest {
  private static final String READINGS =
      """
      {"anomalies": [
        {"rule": "orders", "group": {"region": "eu"}, "tenant": "acme",
         "time": "2026-11-23T12:00:00Z", "numbers": {"value": 8.25, "expected": 20.5,
         "lower": 15.125, "upper": 25, "score": 0.71}, "learning": false, "firing": true,
         "frozen": true},
        {"rule": "disk", "group": {}, "tenant": "acme", "time": "2026-11-23T12:00:00Z",
         "numbers": {"value": 85, "expected": 1795428000}, "learning": true, "firing": false}]}
      """;

  private final List<Request> requests = new ArrayList<>();

  @Test
  void seriesAreATable() {
    try (HttpService http = serve(Response.rawJson(202, "{}"))) {
      Cli cli = Cli.run("anomalies", "list", "--url", url(http));
      assertThat(cli.status()).as(cli.err()).isZero();
      assertThat(cli.out().lines().map(line -> line.replaceAll(" {2,}", "|")))
          .containsExactly(
              "RULE|GROUP|TENANT|BUCKET|VALUE|EXPECTED|LOWER|UPPER|SCORE|STATE",
              "orders|region=eu|acme|2026-11-23T12:00:00Z|8.250|20.50|15.13|25.00|0.7100"
                  + "|frozen,firing",
              "disk|-|acme|2026-11-23T12:00:00Z|85.00|-|-|-|-|learning");
    }
  }

  @Test
  void theListIsNarrowedByTheApi() {
    try (HttpService http = serve(Response.rawJson(202, "{}"))) {
      Cli cli =
          Cli.run(
              "anomalies",
              "list",
              "--json",
              "--rule",
              "a b",
              "--tenant",
              "acme",
              "--url",
              url(http));
      assertThat(cli.out()).contains("\"anomalies\"", "8.25");
      assertThat(requests.getFirst().queryParameter("rule")).isEqualTo("a b");
      assertThat(requests.getFirst().queryParameter("tenant")).isEqualTo("acme");
    }
  }

  @Test
  void aRuleWithoutSeriesIsRefusedAsByTheCommands() {
    try (HttpService http =
        HttpService.builder(HttpSettings.local(0))
            .get("/api/v1/anomalies", request -> Response.rawJson(200, "{\"anomalies\": []}"))
            .start()) {
      Cli cli = Cli.run("anomalies", "list", "--rule", "nope", "--url", url(http));
      assertThat(cli.status()).isEqualTo(1);
      assertThat(cli.err())
          .isEqualToIgnoringNewLines(
              "watchfire: no series of rule nope (expected: one that has been judged)");
      assertThat(Cli.run("anomalies", "list", "--url", url(http)).out())
          .startsWith("No series has been judged yet.");
    }
  }

  @Test
  void aCommandIsWhatTheApiWants() throws Exception {
    try (HttpService http = serve(Response.rawJson(202, "{\"commands\": 2}"))) {
      Cli cli =
          Cli.run(
              "anomalies",
              "freeze",
              "--rule",
              "orders",
              "--tenant",
              "acme",
              "--label",
              "region=eu",
              "--label",
              "host=a",
              "--until",
              "2026-11-23T18:00:00Z",
              "--url",
              url(http));
      assertThat(cli.status()).as(cli.err()).isZero();
      assertThat(cli.out()).startsWith("freeze: told 2 series");
      assertThat(body())
          .isEqualTo(
              new ObjectMapper()
                  .readTree(
                      """
                      {"command": "freeze", "rule": "orders", "tenant": "acme",
                       "labels": {"region": "eu", "host": "a"}, "until": "2026-11-23T18:00:00Z"}
                      """));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"freeze", "unfreeze", "forget"})
  void everyCommandNeedsNoMoreThanARule(String command) throws Exception {
    try (HttpService http = serve(Response.rawJson(202, "{\"commands\": 1}"))) {
      Cli cli = Cli.run("anomalies", command, "--rule", "orders", "--url", url(http));
      assertThat(cli.status()).as(cli.err()).isZero();
      assertThat(body().path("command").asText()).isEqualTo(command);
    }
  }

  @Test
  void whatTheApiRefusesIsSaidInItsWords() {
    try (HttpService http = serve(Response.error(404, "rule: x (expected: orders)"))) {
      Cli cli = Cli.run("anomalies", "forget", "--rule", "x", "--url", url(http));
      assertThat(cli.status()).isEqualTo(1);
      assertThat(cli.err()).isEqualToIgnoringNewLines("watchfire: rule: x (expected: orders)");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anomalies",
        "anomalies freeze",
        "anomalies freeze --rule orders --until tomorrow",
        "anomalies freeze --rule orders --label region",
        "anomalies forget --rule orders --until 2026-11-23T18:00:00Z"
      })
  void wrongUsageIsStatusTwo(String arguments) {
    Cli cli = Cli.run(arguments.split(" "));
    assertThat(cli.status()).isEqualTo(2);
    assertThat(cli.err()).contains("Usage: watchfire anomalies").doesNotContain("\tat ");
  }

  private JsonNode body() throws Exception {
    return new ObjectMapper().readTree(requests.getFirst().body());
  }

  private HttpService serve(Response answer) {
    return HttpService.builder(HttpSettings.local(0))
        .get("/api/v1/anomalies", request -> told(request, Response.rawJson(200, READINGS)))
        .post("/api/v1/anomalies/commands", request -> told(request, answer))
        .start();
  }

  private Response told(Request request, Response answer) {
    requests.add(request);
    return answer;
  }

  private static String url(HttpService http) {
    return "http://127.0.0.1:" + http.port();
  }
}
