/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.router.delivery.Conditions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Prometheus process for tests that scrapes and judges once a second. Where none can be had the
 * test is skipped, in CI ({@code CI=true}) it fails.
 */
public final class RealPrometheus implements AutoCloseable {
  private final List<String> command;
  private final Path dir;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private Process process;

  /**
   * Starts one and waits until it is ready.
   *
   * @param rules its rule file's text
   * @param alertmanagers host and port of each that it tells
   * @param resend its {@code --rules.alert.resend-delay}
   */
  public RealPrometheus(
      Path dir, Conditions conditions, String rules, List<String> alertmanagers, String resend)
      throws IOException {
    this.dir = dir;
    this.port = FreePorts.one();
    Files.createDirectories(dir);
    Files.writeString(dir.resolve("rules.yml"), rules);
    Files.writeString(
        dir.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: [rules.yml]
        scrape_configs: [{job_name: test, static_configs: [{targets: ['127.0.0.1:%d']}]}]
        alerting: {alertmanagers: [{static_configs: [{targets: [%s]}]}]}
        """
            .formatted(conditions.port(), String.join(", ", alertmanagers)));
    this.command =
        List.of(
            Found.PROGRAM.require(),
            "--config.file=" + dir.resolve("prometheus.yml"),
            "--storage.tsdb.path=" + dir.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port,
            "--rules.alert.resend-delay=" + resend);
    this.process = start();
  }

  public long pid() {
    return process.pid();
  }

  /** SIGKILL; returns when the process is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("Prometheus is dead").isTrue();
  }

  /** Starts it again after {@link #kill}, on its data. */
  public void restart() throws IOException {
    process = start();
  }

  /** The names of the alerts that it holds to be firing. */
  public List<String> firing() {
    try {
      List<String> names = new ArrayList<>();
      JsonNode answer = mapper.readTree(get("/api/v1/alerts").body());
      for (JsonNode alert : answer.path("data").path("alerts")) {
        if (alert.path("state").asText().equals("firing")) {
          names.add(alert.path("labels").path("alertname").asText());
        }
      }
      return names;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The sum of its metric of that name, over all labels. */
  public double sum(String metric) {
    try {
      return get("/metrics")
          .body()
          .lines()
          .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    http.close();
  }

  private Process start() throws IOException {
    Process started =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(dir.resolve("log").toFile()))
            .start();
    await("Prometheus is ready, see " + dir)
        .atMost(Duration.ofSeconds(90))
        .ignoreExceptions()
        .until(() -> get("/-/ready").statusCode() == 200);
    return started;
  }

  private HttpResponse<String> get(String path) throws IOException {
    try {
      URI uri = URI.create("http://127.0.0.1:" + port + path);
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What the script found, once per JVM. */
  private static final class Found {
    static final RealProgram PROGRAM = RealProgram.by("deploy/prometheus/get");
  }
}
