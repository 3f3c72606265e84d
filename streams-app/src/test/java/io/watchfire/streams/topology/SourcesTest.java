/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.ConfigFile;
import io.watchfire.runtime.config.Problems;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.streams.spec.defaults.DefaultRules;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources of a default rule: of one process one counts, of different processes all do. */
class SourcesTest {
  private static final String AVAILABILITY =
      "default//default-availability/namespace=shop,service=checkout";
  private static final String HTTP = "http.server.request.duration";
  private static final String OLD_HTTP = "http.server.duration";
  private static final String RPC = "rpc.server.duration";
  private static final Map<String, String> RPC_FAILED = Map.of("rpc.grpc.status_code", "14");
  private static final Map<String, String> RPC_FINE = Map.of("rpc.grpc.status_code", "0");
  private static final Map<String, String> HTTP_FINE = Map.of("http.response.status_code", "200");
  private static final Map<String, String> OLD_FINE = Map.of("http.status_code", "200");
  private static final Map<String, String> OLD_FAILED = Map.of("http.status_code", "500");

  @TempDir Path state;

  private final Instant start = Instant.parse("2026-11-23T10:00:00Z");
  private Pipeline pipeline;

  @BeforeEach
  void open() {
    Problems problems = new Problems();
    DefaultRules rules =
        DefaultRules.read(ConfigFile.load(null, Map.of(), problems).section("defaults"));
    problems.throwIfAny();
    pipeline = new Pipeline(rules.rules(), start, state);
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void aHealthCheckOverHttpDoesNotEraseAnOutageOverGrpc() {
    for (int minute = 1; minute <= 10; minute++) {
      send("a", RPC, RPC_FAILED, 60L * minute);
      send("a", RPC, RPC_FINE, 40L * minute);
      pipeline.pass(Duration.ofMinutes(1));
    }
    assertThat(pipeline.status.get(AVAILABILITY).page()).isEqualTo("firing");
    send("a", HTTP, HTTP_FINE, 1);
    for (int minute = 11; minute <= 20; minute++) {
      send("a", RPC, RPC_FAILED, 60L * minute);
      send("a", RPC, RPC_FINE, 40L * minute);
      send("a", HTTP, HTTP_FINE, minute);
      pipeline.pass(Duration.ofMinutes(1));
      assertThat(pipeline.status.get(AVAILABILITY).page()).isEqualTo("firing");
    }
    assertCounted(1_200, 2_000);
  }

  @Test
  void aCanaryOnTheNewConventionAddsToThePodsOnTheOldOne() {
    send("old", OLD_HTTP, OLD_FAILED, 900);
    send("old", OLD_HTTP, OLD_FINE, 1_100);
    send("canary", HTTP, HTTP_FINE, 200);
    pipeline.pass(Duration.ofSeconds(20));
    assertCounted(900, 2_200);
    send("old", OLD_HTTP, OLD_FAILED, 1_000);
    pipeline.pass(Duration.ofSeconds(20));
    assertCounted(1_000, 2_300);
  }

  @Test
  void podsThatServeGrpcAddToThoseThatServeHttp() {
    send("rpc", RPC, RPC_FAILED, 500);
    send("rpc", RPC, RPC_FINE, 500);
    send("http", HTTP, HTTP_FINE, 20);
    pipeline.pass(Duration.ofSeconds(20));
    assertCounted(500, 1_020);
  }

  @Test
  void oldAndNewConventionOfOneProcessAreTheSameRequestsThoughTheyComeInTwoRecords() {
    for (int minute = 1; minute <= 5; minute++) {
      send("a", OLD_HTTP, OLD_FINE, 100L * minute);
      send("a", HTTP, HTTP_FINE, 100L * minute);
      pipeline.pass(Duration.ofMinutes(1));
    }
    assertCounted(0, 500);
  }

  @Test
  void aChoiceOfAResourceOutlivesARestart() {
    send("a", OLD_HTTP, OLD_FINE, 100);
    pipeline.restart();
    pipeline.pass(Duration.ofSeconds(10));
    send("a", HTTP, HTTP_FINE, 100);
    send("a", OLD_HTTP, OLD_FINE, 150);
    pipeline.pass(Duration.ofSeconds(20));
    assertCounted(0, 150);
  }

  @Test
  void aChoiceIsForgottenWithItsResource() {
    send("a", OLD_HTTP, OLD_FINE, 100);
    assertThat(choices()).isPositive();
    pipeline.advance(Duration.ofDays(2).plusMinutes(10));
    assertThat(choices()).isZero();
  }

  private long choices() {
    return pipeline.kept().get("series").keySet().stream()
        .filter(key -> key.get().length == 25)
        .count();
  }

  private void assertCounted(long bad, long total) {
    SloStatus.Window period = pipeline.status.get(AVAILABILITY).windows().getLast();
    assertThat(period.bad()).isEqualTo(bad);
    assertThat(period.total()).isEqualTo(total);
  }

  private void send(String pod, String metric, Map<String, String> labels, long value) {
    Map<String, String> resource =
        Map.of("service.name", "checkout", "service.namespace", "shop", "service.instance.id", pod);
    pipeline.send(
        Pipeline.METRICS,
        Otlp.resource(resource)
            .counter(metric, labels, start.minusSeconds(10), pipeline.now(), value)
            .bytes());
  }
}
