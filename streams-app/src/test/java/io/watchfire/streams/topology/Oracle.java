/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.watchfire.streams.series.Outcome;
import io.watchfire.streams.slo.GroupState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the engine should have done, worked out naively from the same arrivals by the rules of "time
 * and meaning": no buckets, no blocks, no bytes, one increment at a time. Wall time in
 * milliseconds.
 *
 * <p>Longer than 300 lines, since it is a second engine, and must be read as a whole to be
 * believed.
 */
final class Oracle {
  private static final long TICK = 1_000;
  private static final long SETTLE = 500;
  private static final long LONGEST_TICK = 10_000;

  /** So that from one tick to the next it is never longer than that. */
  static final long STEP = 9_000;

  private static final long EVICTION = Duration.ofMinutes(10).toMillis();
  private static final long AHEAD = Duration.ofSeconds(5).toMillis();
  private static final double LIMIT_OF_EXPONENTIAL = 100;
  private static final double LIMIT_OF_EXPLICIT = 0.25;

  /** A group's name as status and alerts show it. */
  record GroupName(String tenant, String rule, String service) {}

  private record SeriesName(Map<String, String> resource, String metric, Object rest) {}

  private record Family(Map<String, String> resource, String metric) {}

  private record Waiting(long until, long cause) {}

  /** A number of a point, for one side of a rule. */
  private record Feed(OracleRule rule, String quantity, boolean counted) {}

  final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  final List<Map.Entry<GroupName, OracleAlert.Change>> changes = new ArrayList<>();
  final Map<GroupName, List<OracleGroup.Standing>> standings = new HashMap<>();
  final Map<GroupName, OracleGroup> groups = new TreeMap<>(Oracle::byText);
  long matched;
  long ahead;
  long unmatched;
  long refused;

  private final Map<String, OracleRule> rules;
  private final Map<SeriesName, OracleSeries> series = new HashMap<>();
  private final Map<Family, Long> intervals = new HashMap<>();
  private final Map<Object, OracleSeries.Starts> starts = new HashMap<>();
  private final Map<GroupName, Waiting> waiting = new LinkedHashMap<>();
  private long begun;
  private long wall;
  private long listened;
  private boolean ticked;

  Oracle(Map<String, OracleRule> rules, long wall) {
    this.rules = rules;
    this.wall = wall;
    this.begun = wall;
  }

  private static int byText(GroupName a, GroupName b) {
    return a.toString().compareTo(b.toString());
  }

  /** Forgets what belongs to the last step. */
  void step() {
    changes.clear();
    standings.clear();
  }

  /** Starts again from what is kept, at once; evaluations that waited happen with the next tick. */
  void restart(Map<GroupName, GroupState> kept) {
    ticked = false;
    waiting.clear();
    begun = wall;
    groups.forEach((name, group) -> group.restart(kept.get(name), listened));
  }

  void arrive(List<Measurement.Export> exports) {
    for (Measurement.Export export : exports) {
      if (!export.resource().isEmpty()) {
        arrive(export.resource(), export.points());
        continue;
      }
      List<Measurement> run = new ArrayList<>();
      for (Measurement point : export.points()) {
        if (!run.isEmpty() && !run.getLast().metric().equals(point.metric())) {
          arrive(export.resource(), run);
          run = new ArrayList<>();
        }
        run.add(point);
      }
      arrive(export.resource(), run);
    }
  }

  private void arrive(Map<String, String> resource, List<Measurement> points) {
    Map<GroupName, Map<Long, OracleGroup.Part>> parts = new LinkedHashMap<>();
    for (Measurement point : points) {
      List<Feed> feeds = feeds(point);
      if (feeds.isEmpty()) {
        unmatched++;
      } else if (isRefused(point)) {
        refused++;
      } else {
        matched++;
        ahead += countedAt(point) == wall && timeOf(point) > wall ? 1 : 0;
        take(resource, point, feeds, parts);
      }
    }
    parts.forEach(this::observe);
  }

  private static long timeOf(Measurement point) {
    return Math.ceilDiv(point.time(), 1_000_000L);
  }

  /** When a point counts: at its own time, or now if that is too far ahead to be true. */
  private long countedAt(Measurement point) {
    return timeOf(point) > wall + AHEAD ? wall : timeOf(point);
  }

  private boolean isRefused(Measurement point) {
    return point.time() == 0
        || point.kind() == Measurement.Kind.GAUGE
        || (point.count() < 0 && !point.stale());
  }

  private List<Feed> feeds(Measurement point) {
    List<Feed> feeds = new ArrayList<>();
    if (point.kind() == Measurement.Kind.GAUGE && point.metric().equals("http.requests")) {
      return feeds; // no counter, so its Prometheus name does not end in _total
    }
    for (OracleRule rule : rules.values()) {
      switch (rule.name() + " " + point.metric()) {
        case "availability http.requests" -> {
          feeds.add(new Feed(rule, "count", false));
          if (point.labels().getOrDefault("code", "").matches("5..")) {
            feeds.add(new Feed(rule, "count", true));
          }
        }
        case "jobs jobs.ok" -> feeds.add(new Feed(rule, "count", true));
        case "jobs jobs.all" -> feeds.add(new Feed(rule, "count", false));
        case "latency http.server.request.duration", "exponential rpc.server.call.duration" -> {
          feeds.add(new Feed(rule, "count", false));
          feeds.add(new Feed(rule, "fast", true));
        }
        default -> {}
      }
    }
    return feeds;
  }

  private void take(
      Map<String, String> resource,
      Measurement point,
      List<Feed> feeds,
      Map<GroupName, Map<Long, OracleGroup.Part>> parts) {
    Family family = new Family(resource, point.metric());
    SeriesName name =
        new SeriesName(
            resource, point.metric(), List.of(point.kind(), point.delta(), point.labels()));
    OracleSeries one = series.get(name);
    boolean first = one == null;
    if (one == null) {
      one = new OracleSeries(point.delta());
    }
    long before = one.before(point);
    OracleSeries.Starts told =
        starts.computeIfAbsent(
            resource.isEmpty() ? family : resource, of -> new OracleSeries.Starts());
    OracleSeries.Result result =
        one.take(point, quantities(point), intervals.getOrDefault(family, 0L), told, wall);
    outcomes.merge(result.outcome(), 1L, Long::sum);
    if (!result.outcome().observed()) {
      return;
    }
    series.put(name, one);
    if (!first && point.time() > before) {
      intervals.put(family, point.time() - before);
    }
    for (Feed feed : feeds) {
      boolean known =
          feeds.stream()
              .filter(other -> other.rule().equals(feed.rule()))
              .noneMatch(other -> result.grown().get(other.quantity()) == OracleSeries.UNKNOWN);
      long grown = known ? result.grown().get(feed.quantity()) : 0;
      add(group(resource, point, feed.rule()), point, feed, grown, parts);
    }
  }

  private void add(
      GroupName group,
      Measurement point,
      Feed feed,
      long grown,
      Map<GroupName, Map<Long, OracleGroup.Part>> parts) {
    OracleGroup.Part part =
        parts
            .computeIfAbsent(group, g -> new LinkedHashMap<>())
            .computeIfAbsent(countedAt(point), time -> new OracleGroup.Part());
    if (feed.counted()) {
      part.counted += grown;
      part.countedSeen = true;
    } else {
      part.total += grown;
      part.totalSeen = true;
    }
  }

  private static GroupName group(Map<String, String> resource, Measurement point, OracleRule rule) {
    String service =
        point.labels().getOrDefault("service.name", resource.getOrDefault("service.name", ""));
    return new GroupName(resource.getOrDefault("tenant.id", "default"), rule.name(), service);
  }

  private static Map<String, Long> quantities(Measurement point) {
    Map<String, Long> quantities = new TreeMap<>(Map.of("count", point.count()));
    if (point.stale()) {
      return quantities;
    }
    switch (point.kind()) {
      case EXPLICIT -> {
        long fast = 0;
        for (int i = 0; i < point.bounds().size(); i++) {
          fast += point.bounds().get(i) <= LIMIT_OF_EXPLICIT ? point.buckets().get(i) : 0;
        }
        quantities.put("fast", fast);
      }
      case EXPONENTIAL -> quantities.put("fast", fastOfExponential(point));
      case COUNTER, GAUGE -> {}
    }
    return quantities;
  }

  private static long fastOfExponential(Measurement point) {
    double base = Math.pow(2, Math.pow(2, -point.scale()));
    double fast = 0;
    for (int i = 0; i < point.buckets().size(); i++) {
      double lower = Math.pow(base, point.offset() + i);
      double upper = Math.pow(base, point.offset() + i + 1);
      if (upper <= LIMIT_OF_EXPONENTIAL) {
        fast += point.buckets().get(i);
      } else if (lower < LIMIT_OF_EXPONENTIAL) {
        double share = Math.log(LIMIT_OF_EXPONENTIAL / lower) / Math.log(upper / lower);
        fast += point.buckets().get(i) * share;
      }
    }
    return (long) Math.floor(fast + 1e-9);
  }

  private void observe(GroupName name, Map<Long, OracleGroup.Part> parts) {
    OracleGroup group =
        groups.computeIfAbsent(
            name,
            n ->
                new OracleGroup(
                    rules.get(name.rule()), parts.keySet().iterator().next(), wall, listened));
    parts.forEach((time, part) -> group.observe(time, part, wall, listened));
    if (group.waitsForPartner()) {
      waiting.putIfAbsent(name, new Waiting(wall + SETTLE, wall));
    } else {
      waiting.remove(name);
      evaluate(name, group, wall);
    }
  }

  /** How long until the next tick is due, in milliseconds: 1 to a second. */
  long untilTick() {
    return TICK - (wall - begun) % TICK;
  }

  /** Lets wall time pass, by as many steps as the engine does. */
  void pass(long millis) {
    long left = millis;
    for (; left > STEP; left -= STEP) {
      passInOneGo(STEP, STEP);
    }
    passInOneGo(left, left);
  }

  /** Lets wall time pass that nobody listened to but for ten seconds; from a tick on. */
  void sleep(long millis) {
    passInOneGo(millis, Math.min(millis, LONGEST_TICK));
  }

  /** Whoever is due acts once, at its end. */
  private void passInOneGo(long millis, long heard) {
    long before = wall;
    wall += millis;
    listened += heard;
    Map.copyOf(waiting)
        .forEach(
            (name, wait) -> {
              if (wall >= wait.until()) {
                waiting.remove(name);
                evaluate(name, groups.get(name), wait.cause());
              }
            });
    if ((wall - begun) / TICK > (before - begun) / TICK) {
      tick();
    }
    if ((wall - begun) / EVICTION > (before - begun) / EVICTION) {
      evict();
    }
  }

  private void tick() {
    if (!ticked) {
      ticked = true;
      groups.values().forEach(group -> group.resume(listened));
    }
    groups.forEach(
        (name, group) -> {
          group.carry(listened);
          if (waiting.containsKey(name)) {
            stands(name, group);
          } else {
            evaluate(name, group, 0);
          }
        });
    groups.values().removeIf(group -> group.silentFor(Duration.ofDays(7)));
    waiting.keySet().retainAll(groups.keySet());
  }

  private void evict() {
    long idleBefore = (wall - Duration.ofHours(2).toMillis()) * 1_000_000;
    long goneBefore = (wall - Duration.ofDays(2).toMillis()) * 1_000_000;
    series.values().removeIf(one -> one.newest() < goneBefore);
    series.values().forEach(one -> one.forgetValues(idleBefore));
    starts
        .keySet()
        .removeIf(
            of ->
                series.keySet().stream()
                    .noneMatch(
                        name ->
                            of.equals(name.resource())
                                || of.equals(new Family(name.resource(), name.metric()))));
    intervals
        .keySet()
        .removeIf(
            family ->
                series.keySet().stream()
                    .noneMatch(
                        name ->
                            name.resource().equals(family.resource())
                                && name.metric().equals(family.metric())));
  }

  private void evaluate(GroupName name, OracleGroup group, long cause) {
    group.evaluate(cause).forEach(change -> changes.add(Map.entry(name, change)));
    stands(name, group);
  }

  private void stands(GroupName name, OracleGroup group) {
    standings.computeIfAbsent(name, n -> new ArrayList<>()).add(group.standing());
  }
}
