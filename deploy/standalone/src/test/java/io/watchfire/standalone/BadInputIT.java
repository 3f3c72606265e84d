/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.schemas.otlp.OtlpMetricsWriter.Point;
import io.watchfire.schemas.otlp.Temporality;
import io.watchfire.schemas.slo.SloStatus;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is sent: it is set aside or counted with its cause, and what is good beside it counts.
 *
 * <p>Longer than 300 lines, since it is one test, of all that is bad at the same time, in the order
 * in which it happens.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BadInputIT {
  private static final long SEED = 7;
  private static final String METRICS = "otlp_metrics";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Of the whole JVM after everything, broker included; the largest record alone is 16 MB. */
  private static final long HEAP_BOUND = 256L << 20;

  private static final int SERIES_LIMIT = 2_000;

  private static final String SETTINGS =
      """
      defaults: {enabled: false}
      limits: {seriesPerTenant: %d, inputPartitions: 1}
      """
          .formatted(SERIES_LIMIT);

  private static final String RULE =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: http}
      spec:
        objective: 99
        by: [service_name]
        sli:
          bad: http.requests{code="503"}
          total: http.requests{code!=""}
      """;

  @TempDir private Path dir;
  private EmbeddedBroker broker;
  private StreamsRun run;

  private final Map<Long, byte[]> deadExpected = new HashMap<>();
  private final Map<String, Long> totals = new TreeMap<>();
  private final Instant begun = Instant.now().minusSeconds(60);
  private long records;
  private long empty;
  private long points;
  private int goods;

  @BeforeEach
  void start() throws Exception {
    broker = EmbeddedBroker.start(dir.resolve("broker"), 0, Map.of());
    run = StreamsRun.start(broker.bootstrap(), dir.resolve("app"), SETTINGS, RULE);
  }

  @AfterEach
  void stop() {
    if (run != null) {
      run.close();
    }
    if (broker != null) {
      broker.close();
    }
  }

  @Test
  void isSetAsideOrCountedAndTheGoodBesideItCounts() throws Exception {
    BadRecords.undecodable(goodRecord(), SEED).values().forEach(this::sendUndecodable);
    sendWithoutPoints();
    sendLargeButValid();
    sendBadPointsBesideGoodOnes();
    sendSkewedClocks();
    floodWithNewSeries();
    awaitEverything();
    holdsDeadLetters();
    holdsAccounts();
    holdsWindows();
    assertThat(heapAfterGc()).isLessThan(HEAP_BOUND);
  }

  private void sendUndecodable(byte[] bad) {
    RecordMetadata at = run.send(METRICS, bad);
    records++;
    deadExpected.put(at.offset(), bad);
    sendGood();
  }

  private void sendWithoutPoints() {
    run.send(METRICS, new byte[0]);
    run.send(METRICS, null);
    records += 2;
    empty++;
    sendGood();
  }

  private void sendLargeButValid() {
    int unwanted = 170_000;
    byte[] large = BadRecords.large("large", unwanted, 5, begun, begun.plusSeconds(1));
    assertThat(large.length).isGreaterThan(BadRecords.LARGE);
    run.send(METRICS, large);
    records++;
    points += unwanted + 1;
    totals.merge("large", 5L, Long::sum);
    sendGood();
  }

  private void sendBadPointsBesideGoodOnes() {
    Telemetry telemetry = Telemetry.of("t", "mixed", "a");
    Instant since = begun;
    Instant time = begun.plusSeconds(10);
    telemetry.writer().beginCounter("http.requests", "{request}", Temporality.DELTA);
    number(telemetry, "not a number", since, time, Double.NaN);
    number(telemetry, "infinite", since, time, Double.POSITIVE_INFINITY);
    number(telemetry, "negative", since, time, -1.0);
    number(telemetry, "too large", since, time, 1e300);
    number(telemetry, "no time", since, Instant.EPOCH, 1.0);
    number(telemetry, "tomorrow", since, Instant.now().plus(Duration.ofDays(1)), 1.0);
    number(telemetry, "in a century", since, Instant.now().plus(Duration.ofDays(36_500)), 1.0);
    number(telemetry, "good", since, time, 4.0);
    telemetry.writer().endMetric();
    telemetry.writer().beginGauge("http.requests", "{request}");
    number(telemetry, "gauge", since, time, 1.0);
    telemetry.writer().endMetric();
    run.send(METRICS, telemetry.bytes());
    records++;
    points += 9;
    // Those that are ahead count when they are received.
    totals.merge("mixed", 6L, Long::sum);
    sendGood();
  }

  /** One pod's clock is half a minute ahead, another's an hour behind. */
  private void sendSkewedClocks() {
    Instant now = Instant.now();
    sendCounted("skewed", "ahead", now.plusSeconds(20), 1);
    sendCounted("skewed", "right", now, 2);
    sendCounted("skewed", "behind", now.minus(Duration.ofHours(1)), 3);
    sendCounted("skewed", "years behind", now.minus(Duration.ofDays(800)), 4);
    totals.merge("skewed", -4L, Long::sum); // older than the longest window
    sendGood();
  }

  private void floodWithNewSeries() {
    int perRecord = 1_000;
    for (int record = 0; record < 30; record++) {
      Instant time = begun.plusMillis(record);
      Telemetry telemetry = Telemetry.of("flood", "flood", "pod-" + record % 10);
      telemetry.writer().beginCounter("http.requests", "{request}", Temporality.DELTA);
      for (int i = 0; i < perRecord; i++) {
        number(telemetry, "u" + (record * perRecord + i), time.minusMillis(1), time, 1.0);
      }
      telemetry.writer().endMetric();
      run.send(METRICS, telemetry.bytes());
      records++;
      points += perRecord;
      sendGood();
    }
  }

  private void awaitEverything() {
    Awaitility.await("every record is accounted for")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> {
              assertThat(run.count("watchfire_records")).isEqualTo(records);
              assertThat(run.count("watchfire_points_applied"))
                  .isEqualTo(run.count("watchfire_points", "result", "matched"));
            });
    totals.put("flood", 30_000 - run.count("watchfire_points_applied", "outcome", "refused"));
    Awaitility.await("every good point counts")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(totalsTold()).isEqualTo(totals));
  }

  private Map<String, Long> totalsTold() {
    Map<String, Long> told = new TreeMap<>();
    Outcome.read(broker.bootstrap())
        .statuses()
        .values()
        .forEach(s -> told.put(s.group().get("service_name"), s.windows().getLast().total()));
    return told;
  }

  private void holdsDeadLetters() {
    Set<Long> seen = new HashSet<>();
    List<ConsumerRecord<byte[], byte[]>> dead =
        Outcome.records(broker.bootstrap(), "watchfire.dlq");
    for (ConsumerRecord<byte[], byte[]> letter : dead) {
      long offset = Long.parseLong(header(letter, "watchfire-offset"));
      assertThat(seen.add(offset)).as("one copy of offset %d", offset).isTrue();
      assertThat(header(letter, "watchfire-topic")).isEqualTo(METRICS);
      assertThat(header(letter, "watchfire-partition")).isEqualTo("0");
      assertThat(header(letter, "watchfire-cause")).contains("otlp_metrics");
      assertThat(deadExpected).containsKey(offset);
      assertThat(Arrays.equals(letter.value(), deadExpected.get(offset)))
          .as("the bytes of offset %d", offset)
          .isTrue();
    }
    assertThat(seen).isEqualTo(deadExpected.keySet());
  }

  private void holdsAccounts() {
    assertThat(run.count("watchfire_records", "result", "dead_letter"))
        .isEqualTo(deadExpected.size());
    assertThat(run.count("watchfire_records", "result", "empty")).isEqualTo(empty);
    assertThat(run.count("watchfire_records", "result", "read"))
        .isEqualTo(records - empty - deadExpected.size());
    assertThat(run.count("watchfire_points") + run.count("watchfire_points_refused"))
        .isEqualTo(points);
    Map.of("not_a_number", 1, "negative", 1, "too_large", 2, "no_time", 1, "future", 0)
        .forEach(
            (cause, count) ->
                assertThat(run.count("watchfire_points_refused", "cause", cause))
                    .as(cause)
                    .isEqualTo((long) count));
    assertThat(run.count("watchfire_points_ahead")).isGreaterThanOrEqualTo(2);
    assertThat(run.count("watchfire_points_applied", "outcome", "refused"))
        .isGreaterThanOrEqualTo(30_000 - SERIES_LIMIT);
    assertThat(run.count("watchfire_stage_restarts")).isZero();
  }

  /** A point of the next century has not moved the clock, so the last minutes are still there. */
  private void holdsWindows() {
    for (SloStatus status : Outcome.read(broker.bootstrap()).statuses().values()) {
      assertThat(status.clock()).isBefore(Instant.now().plusSeconds(10));
      String service = status.group().get("service_name");
      if (service.equals("good") || service.equals("mixed")) {
        assertThat(status.windows().getFirst().total()).as(service).isEqualTo(totals.get(service));
      }
    }
  }

  private void sendGood() {
    run.send(METRICS, goodRecord());
    goods++;
    records++;
    points++;
    totals.merge("good", 3L, Long::sum);
  }

  private byte[] goodRecord() {
    Instant since = begun.plusMillis(goods * 10L);
    return counted("good", "a", since, since.plusMillis(10), 3);
  }

  private void sendCounted(String service, String pod, Instant time, long events) {
    run.send(METRICS, counted(service, pod, time.minusSeconds(1), time, events));
    records++;
    points++;
    totals.merge(service, events, Long::sum);
  }

  private static byte[] counted(
      String service, String pod, Instant since, Instant time, long events) {
    return Telemetry.of("t", service, pod)
        .counter("http.requests", Temporality.DELTA, "code", Map.of("200", events), since, time)
        .bytes();
  }

  private static void number(
      Telemetry telemetry, String code, Instant since, Instant time, double value) {
    telemetry
        .writer()
        .number(
            new Point(Map.of("code", code), Telemetry.nanos(since), Telemetry.nanos(time)), value);
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static long heapAfterGc() {
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    System.out.println("heap after everything: " + (used >> 20) + " MB");
    return used;
  }
}
