/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import io.watchfire.schemas.otlp.OtlpMetricsWriter;
import io.watchfire.schemas.otlp.OtlpMetricsWriter.Point;
import io.watchfire.schemas.otlp.Temporality;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Puts what a {@link Market} measures into records: cumulative and delta, counters, gauges, and
 * histograms of both kinds. Remembers what each of its services has told.
 */
final class MarketRecords {
  private static final String TENANT = "acme";
  private static final int SCALE = 2;

  private final Map<String, Told> told = new HashMap<>();

  /** A record on its way; the key keeps those of one service in order. */
  record Sent(String topic, String key, byte[] value) {}

  /** What a service has counted so far, since when, and until when. */
  private record Told(long good, long bad, Instant since, Instant until) {
    Told plus(long moreGood, long moreBad, Instant now) {
      return new Told(good + moreGood, bad + moreBad, since, now);
    }
  }

  /** Orders of a region, and how long they took: those that fail are slow. */
  Sent orders(String region, Temporality temporality, long good, long bad, Instant now) {
    Told before = before("checkout", region, now);
    Told after = tell("checkout", region, good, bad, now);
    boolean delta = temporality == Temporality.DELTA;
    long fast = delta ? good : after.good();
    long slow = delta ? bad : after.bad();
    Instant since = delta ? before.until() : after.since();
    Telemetry to = Telemetry.of(TENANT, "checkout", region);
    to.counter("orders.requests", temporality, "code", codes(fast, slow), since, now);
    if (delta) {
      exponential(
          to, fast, slow, new Point(Map.of(), Telemetry.nanos(since), Telemetry.nanos(now)));
    } else {
      to.histogram("orders.duration", temporality, fast, slow, since, now);
    }
    return sent(region, to);
  }

  /** Moves of a warehouse. */
  Sent stock(String name, long good, long bad, Instant now) {
    Instant since = before("stock", name, now).until();
    tell("stock", name, good, bad, now);
    Map<String, Long> moves = Map.of("yes", good, "no", bad);
    Telemetry to = Telemetry.of(TENANT, "stock", name);
    to.counter("stock.moves", Temporality.DELTA, "ok", moves, since, now);
    return sent(name, to);
  }

  /** What every shop has sold so far. */
  Sent sales(Map<String, Long> sold, Instant now) {
    Instant since = tell("shops", "one", 0, 0, now).since();
    Telemetry to = Telemetry.of(TENANT, "shops", "one");
    to.counter("sales", Temporality.CUMULATIVE, "shop", sold, since, now);
    return sent("shops", to);
  }

  /** How full disks are, by host. */
  Sent disks(Map<String, Double> used, Instant now) {
    Telemetry to = Telemetry.of(TENANT, "node", "one");
    to.writer().beginGauge("disk.used", "{percent}");
    new TreeMap<>(used)
        .forEach(
            (host, percent) ->
                to.writer()
                    .number(new Point(Map.of("host", host), 0, Telemetry.nanos(now)), percent));
    to.writer().endMetric();
    return sent("disks", to);
  }

  /** Requests as OpenTelemetry names them, for the rules that nobody has to write. */
  Sent web(double requests, Instant now) {
    Told after = tell("web", "one", Math.round(requests), 0, now);
    Map<String, Object> attributes =
        Map.of("http.request.method", "GET", "http.response.status_code", 200L);
    Telemetry to = Telemetry.of(TENANT, "web", "one");
    OtlpMetricsWriter writer = to.writer();
    writer.beginHistogram("http.server.request.duration", "s", Temporality.CUMULATIVE);
    writer.histogram(
        new Point(attributes, Telemetry.nanos(after.since()), Telemetry.nanos(now)),
        after.good(),
        OptionalDouble.of(after.good() * 0.05),
        List.of(0.1, 0.5, 1.0),
        List.of(after.good(), 0L, 0L, 0L));
    writer.endMetric();
    return sent("web", to);
  }

  private static void exponential(Telemetry to, long fast, long slow, Point point) {
    OtlpMetricsWriter.Buckets none = new OtlpMetricsWriter.Buckets(0, List.of());
    // At scale 2 about 0.1 s and 1 s.
    OtlpMetricsWriter.Buckets some =
        new OtlpMetricsWriter.Buckets(
            -14, List.of(fast, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, slow));
    to.writer().beginExponentialHistogram("orders.duration", "s", Temporality.DELTA);
    to.writer()
        .exponentialHistogram(
            point,
            fast + slow,
            OptionalDouble.of(fast * 0.1 + slow),
            new OtlpMetricsWriter.Exponential(SCALE, 0, 0, some, none));
    to.writer().endMetric();
  }

  private static Map<String, Long> codes(long good, long bad) {
    return Map.of("200", good, "500", bad);
  }

  /** What it had told before; one that has told nothing began a second ago. */
  private Told before(String service, String instance, Instant now) {
    Instant since = now.minusSeconds(1);
    return told.getOrDefault(service + "/" + instance, new Told(0, 0, since, since));
  }

  private Told tell(String service, String instance, long good, long bad, Instant now) {
    Told after = before(service, instance, now).plus(good, bad, now);
    told.put(service + "/" + instance, after);
    return after;
  }

  private static Sent sent(String key, Telemetry telemetry) {
    return new Sent("otlp_metrics", key, telemetry.bytes());
  }
}
