/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.watchfire.runtime.config.Problems;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.schemas.series.SeriesReading;
import io.watchfire.streams.histogram.BucketCounts;
import io.watchfire.streams.histogram.ExplicitHistogram;
import io.watchfire.streams.histogram.ExponentialHistogram;
import io.watchfire.streams.histogram.Histogram;
import io.watchfire.streams.histogram.Histograms;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.yaml.RuleFiles;
import io.watchfire.streams.topology.Measurement.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.assertj.core.data.Percentage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A quantile of histograms, from telemetry to readings and alerts.
 *
 * <p>Longer than 300 lines, since it takes one rule through every kind of telemetry that can have a
 * quantile, against one oracle.
 */
class QuantileRuleTest {
  private static final String METRIC = "http.server.request.duration";
  private static final String P90 = "quantile: 0.9\n  of: " + METRIC;
  private static final double[] FINE = {0.01, 0.05, 0.1, 0.5, 1};
  private static final double[] COARSE = {0.02, 0.2, 2};
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path state;
  @TempDir Path other;

  @Test
  void itIsTheQuantileOfWhatCameInItsBucket() {
    try (Pipeline pipeline = pipeline(P90)) {
      Pod pod = new Pod("a", FINE);
      minutes(pipeline, pod, new long[] {9, 9, 9, 9, 9, 9}, 3);
      minutes(pipeline, pod, new long[] {0, 10, 0, 70, 20, 0}, 1);
      minutes(pipeline, pod, new long[] {100, 0, 0, 0, 0, 0}, 1);
      pipeline.advance(MINUTE.multipliedBy(3));
      assertThat(value(pipeline, 3)).isEqualTo(p90(FINE, 0, 10, 0, 70, 20, 0)).isEqualTo(0.75);
      assertThat(value(pipeline, 4)).isEqualTo(p90(FINE, 100, 0, 0, 0, 0, 0));
    }
  }

  @Test
  void aProcessThatStartsAnewCountsFromZero() {
    try (Pipeline pipeline = pipeline(P90)) {
      Pod pod = new Pod("a", FINE);
      minutes(pipeline, pod, new long[] {50, 50, 50, 50, 50, 50}, 3);
      pod.restart(pipeline.now());
      minutes(pipeline, pod, new long[] {0, 0, 10, 10, 0, 0}, 1);
      pod.restartUnseen();
      minutes(pipeline, pod, new long[] {0, 0, 5, 40, 0, 0}, 1);
      pipeline.advance(MINUTE.multipliedBy(3));
      assertThat(value(pipeline, 3)).isEqualTo(p90(FINE, 0, 0, 10, 10, 0, 0));
      assertThat(value(pipeline, 4))
          .as("one bucket holds less than before")
          .isEqualTo(p90(FINE, 0, 0, 5, 40, 0, 0));
      assertThat(pipeline.count("watchfire_points_applied", "outcome", "reset")).isEqualTo(2);
    }
  }

  @Test
  void whatComesTwiceCountsOnceAndWhatComesLateIsInTheNextPoint() {
    try (Pipeline pipeline = pipeline(P90)) {
      Pod pod = new Pod("a", FINE);
      minutes(pipeline, pod, new long[] {1, 1, 1, 1, 1, 1}, 2);
      byte[] old = pod.export(pipeline.now().minusSeconds(90));
      minutes(pipeline, pod, new long[] {10, 0, 0, 0, 0, 0}, 1);
      pod.observe(new long[] {0, 0, 0, 30, 0, 0});
      byte[] twice = pod.export(pipeline.now());
      for (byte[] record : List.of(twice, old, twice)) {
        pipeline.send(Pipeline.METRICS, record);
      }
      pod.observe(new long[] {0, 0, 0, 0, 7, 0});
      pipeline.send(Pipeline.METRICS, pod.export(pipeline.now()));
      pipeline.advance(MINUTE.multipliedBy(3));
      assertThat(value(pipeline, 3)).isEqualTo(p90(FINE, 0, 0, 0, 30, 0, 0));
      assertThat(outcomes(pipeline, "duplicate")).isEqualTo(1);
      assertThat(outcomes(pipeline, "out_of_order")).isEqualTo(1);
      assertThat(outcomes(pipeline, "conflict")).as("same time, other buckets").isEqualTo(1);
    }
  }

  @Test
  void otherBoundsBeginAnew() {
    try (Pipeline pipeline = pipeline(P90)) {
      Pod pod = new Pod("a", FINE);
      minutes(pipeline, pod, new long[] {9, 9, 9, 9, 9, 9}, 3);
      Pod changed = new Pod("a", COARSE);
      minutes(pipeline, changed, new long[] {500, 500, 500, 500}, 1);
      minutes(pipeline, changed, new long[] {0, 10, 0, 0}, 1);
      pipeline.advance(MINUTE.multipliedBy(3));
      assertThat(outcomes(pipeline, "epoch")).isEqualTo(1);
      assertThat(value(pipeline, 3)).as("observed, but nothing is known of it").isNull();
      assertThat(value(pipeline, 4)).isEqualTo(p90(COARSE, 0, 10, 0, 0));
    }
  }

  @Test
  void podsOfDifferentBoundsAreOneGroup() {
    try (Pipeline pipeline = pipeline(P90)) {
      Pod fine = new Pod("a", FINE);
      Pod coarse = new Pod("b", COARSE);
      for (int minute = 0; minute < 5; minute++) {
        fine.observe(new long[] {10, 20, 30, 20, 5, 0});
        coarse.observe(new long[] {5, 40, 10, 0});
        pipeline.send(Pipeline.METRICS, fine.export(pipeline.now()));
        pipeline.send(Pipeline.METRICS, coarse.export(pipeline.now()));
        pipeline.advance(MINUTE);
      }
      double value = value(pipeline, 2);
      assertThat(value).isEqualTo(both(0.9)).isBetween(0.2, 0.5);
      // 126 of 140 are below, each pod's spread over its own bucket: 0.1 to 0.5, and 0.2 to 2.
      double fineUpTo = 60 + 20 * (value - 0.1) / 0.4;
      double coarseUpTo = 45 + 10 * (value - 0.2) / 1.8;
      assertThat(fineUpTo + coarseUpTo).isCloseTo(126, Percentage.withPercentage(1e-9));
    }
  }

  @Test
  void exponentialHistogramsOfDifferentScalesMeetAtTheLowerOne() {
    try (Pipeline pipeline = pipeline(P90)) {
      List<Long> first = List.of(10L, 20L, 30L, 40L);
      List<Long> second = List.of(5L, 5L);
      for (int minute = 1; minute <= 4; minute++) {
        pipeline.send(Pipeline.METRICS, exponential("a", 3, -16, times(minute, first), pipeline));
        pipeline.send(Pipeline.METRICS, exponential("b", 2, -6, times(minute, second), pipeline));
        pipeline.advance(MINUTE);
      }
      Histogram merged =
          ExponentialHistogram.of(
              2,
              0,
              0,
              BucketCounts.of(-8, new long[] {30, 70, 5, 5}),
              BucketCounts.of(0, new long[0]));
      assertThat(value(pipeline, 2)).isEqualTo(new Histograms(List.of(merged)).quantile(0.9));
    }
  }

  @Test
  void countersWithTheLabelLeAreAHistogram() {
    try (Pipeline pipeline = pipeline("quantile: 0.9\n  of: request_seconds_bucket")) {
      List<String> bounds = List.of("0.1", "0.5", "1.0", "+Inf");
      long[] upTo = {10, 60, 90, 100};
      for (int minute = 1; minute <= 4; minute++) {
        Otlp otlp = Otlp.resource(Map.of("service.name", "checkout"));
        for (int i = 0; i < upTo.length; i++) {
          Map<String, String> labels = Map.of("le", bounds.get(i));
          long count = minute * upTo[i];
          otlp.counter("request_seconds_bucket", labels, START, pipeline.now(), count);
        }
        pipeline.send(Pipeline.METRICS, otlp.bytes());
        pipeline.advance(MINUTE);
      }
      assertThat(value(pipeline, 2)).isEqualTo(1.0);
      assertThat(value(pipeline, 2)).isEqualTo(p90(new double[] {0.1, 0.5, 1}, 10, 50, 30, 10));
    }
  }

  @Test
  void aCounterUpToMinusInfinityIsNoBucket() {
    try (Pipeline pipeline = pipeline("quantile: 0.9\n  of: request_seconds_bucket")) {
      Otlp otlp = Otlp.resource(Map.of("service.name", "checkout"));
      otlp.counter("request_seconds_bucket", Map.of("le", "-Infinity"), START, pipeline.now(), 5);
      pipeline.send(Pipeline.METRICS, otlp.bytes());
      assertThat(obstacles(pipeline))
          .containsExactly(
              "quantile: no buckets of request_seconds_bucket"
                  + " (expected: finite bounds and +Inf in the label le)");
    }
  }

  @Test
  void spansAreAHistogramOfTheirDurations() {
    try (Pipeline pipeline = pipeline("quantile: 0.9\n  of: spans.duration")) {
      minutesOfSpans(pipeline);
      assertThat(value(pipeline, 2))
          .as("of 1 to 100 ms")
          .isCloseTo(0.09, Percentage.withPercentage(2));
    }
  }

  @Test
  void theBucketsOfSpansAnswerToTheirNameAsThoseOfMetricsDo() {
    try (Pipeline pipeline = pipeline("quantile: 0.9\n  of: spans.duration_bucket")) {
      minutesOfSpans(pipeline);
      assertThat(value(pipeline, 2)).isCloseTo(0.09, Percentage.withPercentage(2));
    }
  }

  @Test
  void aCounterOfSpansHasNoQuantile() {
    try (Pipeline pipeline = pipeline("quantile: 0.9\n  of: spans")) {
      minutesOfSpans(pipeline);
      assertThat(pipeline.readings).isEmpty();
      assertThat(obstacles(pipeline))
          .containsOnly("quantile: no buckets of spans (expected: the histogram spans.duration)");
    }
  }

  @Test
  void neitherTheCountNorTheSumOfDurationsHasAQuantile() {
    for (String part : List.of("count", "sum")) {
      Rules rules = rules("quantile: 0.9\n  of: spans.duration_" + part);
      try (Pipeline pipeline = new Pipeline(rules, START, state.resolve(part))) {
        minutesOfSpans(pipeline);
        assertThat(pipeline.readings).as(part).isEmpty();
        assertThat(obstacles(pipeline))
            .containsOnly(
                "quantile: no buckets of spans.duration"
                    + " (expected: the name of the histogram itself)");
      }
    }
  }

  private static List<String> obstacles(Pipeline pipeline) {
    return pipeline.sums.stream()
        .map(Map.Entry::getValue)
        .filter(SumsRecord::invalid)
        .map(SumsRecord::notice)
        .toList();
  }

  private static void minutesOfSpans(Pipeline pipeline) {
    for (int minute = 0; minute < 4; minute++) {
      ScopeSpans.Builder spans = ScopeSpans.newBuilder();
      for (int i = 1; i <= 100; i++) {
        spans.addSpans(span(pipeline.now().minusMillis(10), i, minute));
      }
      pipeline.send(
          Pipeline.SPANS,
          TracesData.newBuilder()
              .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(spans))
              .build()
              .toByteArray());
      pipeline.advance(MINUTE);
    }
  }

  private static Span span(Instant end, int millis, int minute) {
    byte[] id = {(byte) minute, (byte) millis, 1, 2, 3, 4, 5, 6};
    return Span.newBuilder()
        .setSpanId(ByteString.copyFrom(id))
        .setStartTimeUnixNano(Otlp.nanos(end.minusMillis(millis)))
        .setEndTimeUnixNano(Otlp.nanos(end))
        .build();
  }

  @Test
  void noTrafficIsAGapAndLittleIsPassedOver() {
    try (Pipeline pipeline = pipeline(P90 + "\n  minEvents: 20")) {
      Pod pod = new Pod("a", FINE);
      minutes(pipeline, pod, new long[] {9, 9, 9, 9, 9, 9}, 3);
      minutes(pipeline, pod, new long[] {0, 0, 0, 0, 0, 0}, 1);
      minutes(pipeline, pod, new long[] {0, 0, 0, 0, 19, 0}, 1);
      minutes(pipeline, pod, new long[] {0, 0, 0, 0, 20, 0}, 1);
      pipeline.advance(MINUTE.multipliedBy(3));
      assertThat(value(pipeline, 3)).isNull();
      assertThat(value(pipeline, 4)).isNull();
      assertThat(value(pipeline, 5)).isEqualTo(p90(FINE, 0, 0, 0, 0, 20, 0));
    }
  }

  @Test
  void everyGroupHasItsOwn() {
    try (Pipeline pipeline = pipeline(P90 + "\n  by: [route]")) {
      Pod fast = new Pod("a", FINE).of("/fast");
      Pod slow = new Pod("a", FINE).of("/slow");
      for (int minute = 0; minute < 4; minute++) {
        fast.observe(new long[] {10, 0, 0, 0, 0, 0});
        pipeline.send(Pipeline.METRICS, fast.export(pipeline.now()));
        minutes(pipeline, slow, new long[] {0, 0, 0, 0, 10, 0}, 1);
      }
      assertThat(pipeline.readings)
          .filteredOn(reading -> reading.group().containsValue("/fast"))
          .last()
          .satisfies(
              last ->
                  assertThat(last.numbers().get("value")).isEqualTo(p90(FINE, 10, 0, 0, 0, 0, 0)));
      assertThat(pipeline.readings)
          .filteredOn(reading -> reading.group().containsValue("/slow"))
          .last()
          .satisfies(last -> assertThat(last.numbers().get("value")).isEqualTo(0.95));
    }
  }

  @Test
  void aTailThatGrowsSlowAlertsThoughTheMostAreAsFastAsEver() {
    try (Pipeline pipeline = pipeline("quantile: 0.99\n  of: " + METRIC)) {
      Pod pod = new Pod("a", FINE);
      SplittableRandom random = new SplittableRandom(5);
      for (int minute = 0; minute < 200; minute++) {
        long slow = minute < 150 ? 3 : 40;
        pod.observe(new long[] {random.nextInt(400, 500), 500, 90, 10, slow, 0});
        pipeline.send(Pipeline.METRICS, pod.export(pipeline.now()));
        pipeline.advance(MINUTE);
      }
      Alert alert = pipeline.alerts.getFirst();
      assertThat(alert.state()).isEqualTo(AlertState.FIRING);
      assertThat(alert.startsAt())
          .isBetween(START.plus(MINUTE.multipliedBy(150)), START.plus(MINUTE.multipliedBy(154)));
      assertThat(alert.annotations().get("description")).startsWith("0.8");
    }
  }

  @Test
  void whateverHappensItIsTheQuantileOfWhatWasObserved() {
    try (Pipeline pipeline = pipeline(P90)) {
      Map<Instant, Histograms> observed = shop(pipeline, false);
      assertThat(pipeline.readings).as("seed 23").hasSizeGreaterThan(30);
      for (SeriesReading reading : pipeline.readings.subList(1, pipeline.readings.size())) {
        assertThat(reading.numbers().get("value"))
            .as("seed 23, %s", reading.time())
            .isEqualTo(observed.get(reading.time()).quantile(0.9));
      }
    }
  }

  @Test
  void restartsChangeNoReading() {
    List<SeriesReading> undisturbed;
    try (Pipeline pipeline = pipeline(P90)) {
      shop(pipeline, false);
      undisturbed = List.copyOf(pipeline.readings);
    }
    try (Pipeline pipeline = new Pipeline(rules(P90), START, other)) {
      shop(pipeline, true);
      assertThat(pipeline.readings).as("seed 23").isEqualTo(undisturbed);
    }
  }

  /**
   * Three pods of different bounds that export at odd times, fail and come back.
   *
   * @return what they observed, by the end of its bucket of time
   */
  private static Map<Instant, Histograms> shop(Pipeline pipeline, boolean restarts) {
    SplittableRandom random = new SplittableRandom(23);
    SplittableRandom whims = new SplittableRandom(23);
    List<Pod> pods = List.of(new Pod("a", FINE), new Pod("b", COARSE), new Pod("c", FINE));
    Map<Instant, Histograms> observed = new TreeMap<>();
    for (int step = 1; step <= 40 * 4; step++) {
      pipeline.advance(Duration.ofSeconds(15));
      Pod pod = pods.get(random.nextInt(3));
      long[] more = random.longs(pod.bounds.length + 1, 0, 20).toArray();
      pod.observe(more);
      byte[] record = pod.export(pipeline.now());
      pipeline.send(Pipeline.METRICS, record);
      Instant end = START.plus(MINUTE.multipliedBy(Math.ceilDiv(step, 4)));
      Histograms one = Histograms.NONE.plus(new ExplicitHistogram(pod.bounds, more));
      observed.merge(end, one, Histograms::plus);
      if (random.nextInt(9) == 0) {
        pipeline.send(Pipeline.METRICS, record);
      }
      if (random.nextInt(15) == 0) {
        pod.restart(pipeline.now().plusMillis(2));
      }
      if (restarts && whims.nextInt(7) == 0) {
        pipeline.restart();
      }
    }
    return observed;
  }

  private static double both(double share) {
    return Histograms.NONE
        .plus(new ExplicitHistogram(FINE, new long[] {10, 20, 30, 20, 5, 0}))
        .plus(new ExplicitHistogram(COARSE, new long[] {5, 40, 10, 0}))
        .quantile(share);
  }

  private static double p90(double[] bounds, long... counts) {
    return Histograms.NONE.plus(new ExplicitHistogram(bounds, counts)).quantile(0.9);
  }

  private static void minutes(Pipeline pipeline, Pod pod, long[] each, int minutes) {
    for (int minute = 0; minute < minutes; minute++) {
      pod.observe(each);
      pipeline.send(Pipeline.METRICS, pod.export(pipeline.now()));
      pipeline.advance(MINUTE);
    }
  }

  /** The number of the bucket that ends so many minutes after the start. */
  private static @Nullable Double value(Pipeline pipeline, int minute) {
    Instant end = START.plus(MINUTE.multipliedBy(minute));
    List<SeriesReading> found =
        pipeline.readings.stream().filter(reading -> reading.time().equals(end)).toList();
    assertThat(found).as("readings of minute " + minute).hasSize(1);
    return found.getFirst().numbers().get("value");
  }

  private static double outcomes(Pipeline pipeline, String outcome) {
    return pipeline.count("watchfire_points_applied", "outcome", outcome);
  }

  private static List<Long> times(int factor, List<Long> counts) {
    return counts.stream().map(count -> count * factor).toList();
  }

  private static byte[] exponential(
      String pod, int scale, int offset, List<Long> counts, Pipeline pipeline) {
    Shape shape = new Shape(Kind.EXPONENTIAL, List.of(), scale, offset);
    return export(pod, "", START, pipeline.now(), counts, shape);
  }

  /** Where the buckets of a histogram lie: bounds, or scale and offset. */
  private record Shape(Kind kind, List<Double> bounds, int scale, int offset) {}

  private static byte[] export(
      String pod, String route, Instant start, Instant time, List<Long> counts, Shape shape) {
    Measurement point =
        new Measurement(
            shape.kind(),
            METRIC,
            "s",
            route.isEmpty() ? Map.of() : Map.of("route", route),
            false,
            false,
            Otlp.nanos(start),
            Otlp.nanos(time),
            counts.stream().mapToLong(Long::longValue).sum(),
            counts,
            shape.bounds(),
            shape.scale(),
            shape.offset());
    Map<String, String> resource = Map.of("service.name", "checkout", "service.instance.id", pod);
    return Encodings.protobuf(List.of(new Measurement.Export(resource, List.of(point))));
  }

  /** A process that observes; what it exports counts since its start. */
  private static final class Pod {
    private final String name;
    private final double[] bounds;
    private final long[] counts;
    private String route = "";
    private Instant start = START;

    Pod(String name, double[] bounds) {
      this.name = name;
      this.bounds = bounds;
      this.counts = new long[bounds.length + 1];
    }

    Pod of(String itsRoute) {
      route = itsRoute;
      return this;
    }

    void observe(long[] more) {
      for (int i = 0; i < more.length; i++) {
        counts[i] += more[i];
      }
    }

    void restart(Instant now) {
      restartUnseen();
      start = now.minusMillis(1);
    }

    /** It goes on to say that it started when it did. */
    void restartUnseen() {
      Arrays.fill(counts, 0);
    }

    byte[] export(Instant time) {
      List<Long> now = Arrays.stream(counts).boxed().toList();
      List<Double> edges = Arrays.stream(bounds).boxed().toList();
      Shape shape = new Shape(Kind.EXPLICIT, edges, 0, 0);
      return QuantileRuleTest.export(name, route, start, time, now, shape);
    }
  }

  private Pipeline pipeline(String series) {
    return new Pipeline(rules(series), START, state);
  }

  private static Rules rules(String series) {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    String rule =
        """
        apiVersion: watchfire/v1
        kind: AnomalyRule
        metadata: {name: latency}
        spec:
          %s
        """
            .formatted(series);
    files.read("test.yaml", rule.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    return files.rules();
  }
}
