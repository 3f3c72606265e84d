/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.router.RealPrometheus;
import io.watchfire.router.RouterProcess;
import io.watchfire.schemas.alert.Alert;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand alerts at once, with one Alertmanager of three down for a minute and one slow. */
@Tag("faults")
class StormIT {
  private static final int ALERTS = 10_000;
  private static final List<String> NAMES =
      IntStream.range(0, ALERTS).mapToObj(i -> "S" + i).toList();
  private static final String RULE =
      """
      groups:
      - name: test
        rules:
        - alert: Storm
          expr: condition == 1
          labels: {severity: page}
      """;
  private static final Duration DOWN = Duration.ofMinutes(1);
  private static final Duration BACK = Duration.ofSeconds(15);

  @TempDir private Path dir;

  @Test
  void theRouterTellsTheDeadOneWithinSecondsOfItsReturn() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"), 0, Map.of());
        Storm storm = new Storm(dir);
        AlertTopic topic = new AlertTopic(broker);
        RouterProcess router =
            topic.spawn(dir.resolve("router.log"), storm.urls().toArray(String[]::new))) {
      topic.send(TestAlerts.firing("First", 1));
      storm.awaitAll(storm.well, 1, System.nanoTime());
      long start = System.nanoTime();
      topic.send(NAMES.stream().map(name -> TestAlerts.firing(name, 1)).toArray(Alert[]::new));
      say("router: stored after %.1f s", (System.nanoTime() - start) / 1e9);
      say("router: well one after %.1f s", storm.awaitAll(storm.well, ALERTS + 1, start));
      say("router: slow one after %.1f s", storm.awaitAll(storm.slow, ALERTS + 1, start));
      awaitDown(start);
      storm.dead.restart();
      long back = System.nanoTime();
      double seconds = storm.awaitAll(storm.dead, ALERTS + 1, back);
      say("router: dead one %.1f s after its return", seconds);
      double peak = Storm.peakMegabytes(router.pid());
      say("router: %.0f MB at most, heap of %d MB", peak, RouterProcess.HEAP_MEGABYTES);
      assertThat(seconds).isLessThan(BACK.toSeconds());
      assertThat(topic.deadLetters()).isEmpty();
    }
  }

  @Test
  void prometheusTellsTheDeadOneWithItsNextResend() throws Exception {
    try (Conditions conditions = new Conditions(NAMES);
        Storm storm = new Storm(dir);
        RealPrometheus prometheus =
            new RealPrometheus(
                dir.resolve("prometheus"), conditions, RULE, storm.addresses(), "1m")) {
      awaitAtWork(prometheus, conditions);
      long start = System.nanoTime();
      NAMES.forEach(conditions::begin);
      say("Prometheus: well one after %.1f s", storm.awaitAll(storm.well, ALERTS, start));
      assertThat(storm.count(storm.slow)).as("has a queue of its own").isLessThan(ALERTS);
      say("Prometheus: slow one after %.1f s", storm.awaitAll(storm.slow, ALERTS, start));
      awaitDown(start);
      storm.dead.restart();
      long back = System.nanoTime();
      say("Prometheus: dead one %.1f s after its return", storm.awaitAll(storm.dead, ALERTS, back));
      say("Prometheus: %.0f MB at most", Storm.peakMegabytes(prometheus.pid()));
      double failed = prometheus.sum("prometheus_notifications_errors_total");
      double dropped = prometheus.sum("prometheus_notifications_dropped_total");
      say("Prometheus: %.0f alerts in failed requests, %.0f dropped", failed, dropped);
      assertThat(failed).as("given up for the dead one, until the resend").isPositive();
      assertThat(dropped).as("what failed is dropped").isGreaterThanOrEqualTo(failed);
    }
  }

  /** It learns of targets and Alertmanagers only five seconds after its start. */
  private static void awaitAtWork(RealPrometheus prometheus, Conditions conditions) {
    await()
        .atMost(DOWN)
        .until(() -> prometheus.sum("prometheus_notifications_alertmanagers_discovered") == 3);
    await().atMost(DOWN).until(() -> conditions.scrapes() > 0);
  }

  private static void awaitDown(long since) {
    await().atMost(DOWN.multipliedBy(2)).until(() -> System.nanoTime() - since > DOWN.toNanos());
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
