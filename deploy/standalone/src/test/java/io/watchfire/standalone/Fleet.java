/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import io.watchfire.schemas.otlp.Temporality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What a small fleet of two tenants tells, step by step, and what must come of it. Counters and
 * histograms, cumulative and delta; the tenant {@code acme} fails for good after a while, the
 * checkouts fail in bursts and recover, and every so often a record is sent twice.
 */
final class Fleet {
  /** The steps are meant to be that far apart, in milliseconds. */
  static final int STEP_MILLIS = 200;

  static final String RULES =
      rule("http", "bad: http.requests{code=\"503\"}", "total: http.requests{code!=\"\"}")
          + rule("jobs", "bad: jobs.done{outcome=\"failed\"}", "total: jobs.done{outcome!=\"\"}")
          + rule("rpc", "latency: rpc.duration{service_name!=\"\"}", "threshold: 500ms")
          + rule("mail", "latency: mail.duration{service_name!=\"\"}", "threshold: 500ms")
          + rule("probe", "bad: probe.checks{ok=\"no\"}", "total: probe.checks{ok!=\"\"}");

  private static final int OUTAGE_STEP = 150;
  private static final int FIRST_BURST_STEP = 100;
  private static final int CYCLE = 200;
  private static final int BURST = 75;
  private static final int CHECKOUTS = 4;
  private static final String OUTAGE_TENANT = "acme";

  private final Random random;
  private final List<Pod> pods = new ArrayList<>();
  private final Map<String, Counts> expected = new TreeMap<>();
  private final Map<String, Integer> bursts = new TreeMap<>();
  private final Map<String, Integer> burning = new HashMap<>();
  private final List<String> burstTimes = new ArrayList<>();
  private int step;

  /** How a pod tells what it counts. */
  private enum Tells {
    HTTP("http"),
    JOBS("jobs"),
    RPC("rpc"),
    MAIL("mail");

    private final String slo;

    Tells(String slo) {
      this.slo = slo;
    }
  }

  /** Bad and total events. */
  record Counts(long bad, long total) {
    Counts plus(long moreBad, long moreTotal) {
      return new Counts(bad + moreBad, total + moreTotal);
    }
  }

  /** A record on its way; the key keeps those of one pod in order. */
  record Sent(String key, byte[] value) {}

  private static final class Pod {
    private final String tenant;
    private final String service;
    private final String instance;
    private final Tells tells;
    private long good;
    private long bad;
    private Instant started = Instant.EPOCH;
    private Instant told = Instant.EPOCH;

    Pod(String tenant, String service, String instance, Tells tells) {
      this.tenant = tenant;
      this.service = service;
      this.instance = instance;
      this.tells = tells;
    }
  }

  Fleet(long seed) {
    random = new Random(seed);
    for (String tenant : List.of(OUTAGE_TENANT, "globex")) {
      for (String instance : List.of("a", "b")) {
        pods.add(new Pod(tenant, "gateway", instance, Tells.HTTP));
        pods.add(new Pod(tenant, "worker", instance, Tells.JOBS));
        pods.add(new Pod(tenant, "search", instance, Tells.RPC));
        pods.add(new Pod(tenant, "mailer", instance, Tells.MAIL));
      }
    }
    // One pod each: which of two pods is read first after a restart is nobody's promise.
    for (int i = 0; i < CHECKOUTS; i++) {
      pods.add(new Pod("globex", "checkout-" + i, "a", Tells.HTTP));
    }
  }

  /**
   * What is told at that time.
   *
   * @param mayBegin whether bursts may begin; those that have begun go on to their end
   */
  List<Sent> step(Instant now, boolean mayBegin) {
    List<Sent> records = new ArrayList<>();
    for (Pod pod : pods) {
      byte[] value = tell(pod, now, mayBegin);
      Sent sent = new Sent(pod.tenant + pod.service + pod.instance, value);
      records.add(sent);
      if (random.nextInt(50) == 0) {
        records.add(sent);
      }
    }
    step++;
    return records;
  }

  /** Two records that make one new alert fire at once and for good. */
  List<Sent> probe(String name, Instant now) {
    expected.merge("ops//probe/service_name=" + name, new Counts(200, 300), (a, b) -> b);
    Instant before = now.minusSeconds(30);
    return List.of(
        new Sent(name, probe(name, "yes", 100, before)),
        new Sent(name, probe(name, "no", 200, now)));
  }

  /** By status key. */
  Map<String, Counts> expected() {
    return Map.copyOf(expected);
  }

  /** The states of each checkout's alert, by service: each burst fires and resolves once. */
  Map<String, List<String>> burstLives() {
    Map<String, List<String>> lives = new TreeMap<>();
    bursts.forEach(
        (service, count) ->
            lives.put(
                service,
                Collections.nCopies(count, List.of("firing", "resolved")).stream()
                    .flatMap(List::stream)
                    .toList()));
    return lives;
  }

  /** When bursts were, for error messages. */
  List<String> burstTimes() {
    return List.copyOf(burstTimes);
  }

  /** Whether it may end: the outages have begun, and no burst is under way. */
  boolean mayEnd() {
    return step > OUTAGE_STEP && burning.values().stream().allMatch(left -> left == 0);
  }

  /** The services of {@link #OUTAGE_TENANT}, which fire for good. */
  static List<String> outages() {
    return List.of("gateway", "mailer", "search", "worker");
  }

  private byte[] tell(Pod pod, Instant now, boolean mayBegin) {
    long events = 20 + random.nextInt(20);
    long bad = fails(pod, mayBegin) ? events : 0;
    boolean first = pod.told.equals(Instant.EPOCH);
    pod.started = first ? now.minusSeconds(1) : pod.started;
    Instant since = first ? pod.started : pod.told;
    pod.told = now;
    pod.good += events - bad;
    pod.bad += bad;
    expected.merge(
        pod.tenant + "//" + pod.tells.slo + "/service_name=" + pod.service,
        new Counts(bad, events),
        (a, b) -> a.plus(b.bad(), b.total()));
    Telemetry to = Telemetry.of(pod.tenant, pod.service, pod.instance);
    to.counter("runtime.ticks", Temporality.DELTA, "nobody", Map.of("wants", 1L), since, now);
    switch (pod.tells) {
      case HTTP ->
          to.counter(
              "http.requests",
              Temporality.CUMULATIVE,
              "code",
              Map.of("200", pod.good, "503", pod.bad),
              pod.started,
              now);
      case JOBS ->
          to.counter(
              "jobs.done",
              Temporality.DELTA,
              "outcome",
              Map.of("ok", events - bad, "failed", bad),
              since,
              now);
      case RPC ->
          to.histogram("rpc.duration", Temporality.CUMULATIVE, pod.good, pod.bad, pod.started, now);
      case MAIL -> to.histogram("mail.duration", Temporality.DELTA, events - bad, bad, since, now);
    }
    return to.bytes();
  }

  private boolean fails(Pod pod, boolean mayBegin) {
    if (pod.tenant.equals(OUTAGE_TENANT)) {
      return step >= OUTAGE_STEP;
    }
    if (!pod.service.startsWith("checkout-")) {
      return false;
    }
    int number = Integer.parseInt(pod.service.substring("checkout-".length()));
    int phase = step - FIRST_BURST_STEP - number * (CYCLE / CHECKOUTS);
    if (mayBegin && phase >= 0 && phase % CYCLE == 0) {
      bursts.merge(pod.service, 1, Integer::sum);
      burning.put(pod.service, BURST);
      burstTimes.add(pod.service + " fails from " + pod.told);
    }
    int left = burning.getOrDefault(pod.service, 0);
    burning.put(pod.service, Math.max(0, left - 1));
    if (left == 1) {
      burstTimes.add(pod.service + " recovers after " + pod.told);
    }
    return left > 0;
  }

  private static byte[] probe(String name, String ok, long count, Instant now) {
    return Telemetry.of("ops", name, "a")
        .counter(
            "probe.checks",
            Temporality.CUMULATIVE,
            "ok",
            Map.of(ok, count),
            now.minusSeconds(1),
            now)
        .bytes();
  }

  /**
   * Short windows, so that alerts come and go while the test looks on; and one error is enough, so
   * that a burst is one alert even where the machine was too busy to tell of it for a while. It
   * ends as soon as nothing burns, to be compared with how long the burst was.
   */
  private static String rule(String name, String first, String second) {
    return """
    ---
    apiVersion: watchfire/v1
    kind: SLO
    metadata:
      name: %s
    spec:
      objective: 99
      by: [service_name]
      sli:
        %s
        %s
      noData: keep
      minimumTraffic: {page: {bad: 1, total: 1}}
      tiers:
        - {severity: page, budgetPercent: 0.002, long: 1m, short: 10s, clearBelow: 1, hold: 0s}
    """
        .formatted(name, first, second);
  }
}
