/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.watchfire.router.FreePorts;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real OpenTelemetry Collector, with the configuration that the README shows, writes to the
 * embedded broker; its metrics and its spans each raise an alert. Runs where {@code otelcol} is on
 * the path.
 */
class CollectorIT {
  private static final Path CONFIGURATION = Path.of("../collector/kafka.yaml");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Minutes instead of hours: a service that was just born pages late, by design. */
  private static final String RULES =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: by-metrics}
      spec:
        service: shop
        objective: 99
        period: 1h
        tiers: [{severity: page, budgetPercent: 1, long: 1m, short: 10s}]
        sli: {bad: 'shop.requests{code="500"}', total: shop.requests}
      ---
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: by-spans}
      spec:
        service: shop
        objective: 99
        period: 1h
        tiers: [{severity: page, budgetPercent: 1, long: 1m, short: 10s}]
        sli:
          bad: spans{status.code="STATUS_CODE_ERROR"}
          total: spans
      """;

  @TempDir Path dir;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void theConfigurationIsTheOneOfTheReadme() throws IOException {
    String readme = Files.readString(Path.of("../../README.md"));
    for (String line : Files.readAllLines(CONFIGURATION)) {
      boolean exporter = line.contains("brokers:") || line.contains("topic: otlp_");
      if (exporter || line.contains("required_acks")) {
        assertThat(readme).contains(line);
      }
    }
  }

  @Test
  void metricsAndSpansOfARealCollectorRaiseAlerts() throws Exception {
    assumeTrue(onPath("otelcol"), "no otelcol on the PATH");
    Path rules = Files.writeString(dir.resolve("rules.yaml"), RULES);
    StandaloneConfig config =
        StandaloneConfig.load(
            new StandaloneConfig.Flags(
                null, dir.resolve("data"), 0, 0, List.of(), List.of(rules), false),
            Map.of());
    try (Standalone standalone = Standalone.start(config, Clock.systemUTC())) {
      await().atMost(PATIENCE).until(() -> standalone.problems().isEmpty());
      int port = FreePorts.one();
      Process collector = collector(standalone.bootstrap(), port);
      try {
        Instant begun = Instant.now();
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(500))
            .until(() -> post(port, "/v1/traces", spans(Instant.now(), 0)));
        post(port, "/v1/metrics", metrics(begun, Instant.now(), 500, 500));
        post(port, "/v1/traces", spans(Instant.now(), 150));
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(firing(standalone))
                        .containsExactlyInAnyOrder("by-metrics", "by-spans"));
      } finally {
        collector.destroy();
        assertThat(collector.waitFor(20, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  private static List<String> firing(Standalone standalone) {
    return standalone.api().alerts().values().stream()
        .filter(alert -> alert.state() == AlertState.FIRING)
        .filter(alert -> "page".equals(alert.labels().get("severity")))
        .filter(alert -> alert.mode() == Alert.Mode.ALERT)
        .map(alert -> alert.labels().getOrDefault("slo", ""))
        .toList();
  }

  private Process collector(String brokers, int port) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("otelcol", "--config", CONFIGURATION.toAbsolutePath().toString());
    builder.environment().put("KAFKA_BROKERS", brokers);
    builder.environment().put("OTLP_HTTP", "127.0.0.1:" + port);
    builder.environment().put("OTLP_GRPC", "127.0.0.1:" + FreePorts.one());
    builder.redirectErrorStream(true).redirectOutput(dir.resolve("otelcol.log").toFile());
    return builder.start();
  }

  private boolean post(int port, String path, String json) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    try {
      return http.send(request, BodyHandlers.ofString()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static String metrics(Instant start, Instant time, long good, long bad) {
    return """
    {"resourceMetrics":[{"resource":{"attributes":[
      {"key":"service.name","value":{"stringValue":"shop"}}]},
    "scopeMetrics":[{"metrics":[{"name":"shop.requests","sum":{
      "aggregationTemporality":2,"isMonotonic":true,"dataPoints":[%s,%s]}}]}]}]}
    """
        .formatted(point("200", start, time, good), point("500", start, time, bad));
  }

  private static String point(String code, Instant start, Instant time, long value) {
    return """
    {"attributes":[{"key":"code","value":{"stringValue":"%s"}}],
    "startTimeUnixNano":"%d","timeUnixNano":"%d","asInt":"%d"}
    """
        .formatted(code, nanos(start), nanos(time), value);
  }

  private static String spans(Instant end, int count) {
    StringBuilder spans = new StringBuilder();
    for (int i = 0; i < count; i++) {
      spans.append(i == 0 ? "" : ",");
      spans.append(
          """
          {"traceId":"%032x","spanId":"%016x","name":"GET /","kind":2,
          "startTimeUnixNano":"%d","endTimeUnixNano":"%d","status":{"code":2}}
          """
              .formatted(i + 1, i + 1, nanos(end.minusMillis(5)), nanos(end)));
    }
    return """
    {"resourceSpans":[{"resource":{"attributes":[
      {"key":"service.name","value":{"stringValue":"shop"}}]},
    "scopeSpans":[{"spans":[%s]}]}]}
    """
        .formatted(spans);
  }

  private static long nanos(Instant time) {
    return time.toEpochMilli() * 1_000_000;
  }

  private static boolean onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
