/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.watchfire.streams.ingest.IngestCounts;
import io.watchfire.streams.ingest.Refusal;
import io.watchfire.streams.series.Outcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What the streams app counts. Invariants, asserted in tests: records in = packed + empty + dead
 * letters; points in = matched + unmatched + refused, and every matched point has one outcome.
 */
public final class StreamMeters implements IngestCounts {
  private final MeterRegistry registry;
  private final Counter recordsRead;
  private final Counter recordsEmpty;
  private final Counter recordsDead;
  private final Counter bytesRead;
  private final Counter matched;
  private final Counter ahead;
  private final Counter unmatched;
  private final Map<Refusal, Counter> refused = new EnumMap<>(Refusal.class);
  private final Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
  private final Counter batchesRepeated;
  private final Counter sumsTaken;
  private final Counter sumsSuperseded;
  private final Counter sumsUnknown;
  private final Counter groupsRefused;
  private final Counter judgedTaken;
  private final Counter judgedLate;
  private final Timer eventToAlert;
  private final Map<String, Integer> heldGroups = new ConcurrentSkipListMap<>();
  private final Timer late;

  /** Registers the counters. */
  public StreamMeters(MeterRegistry registry) {
    this.registry = registry;
    recordsRead = counter("watchfire_records", "result", "read");
    recordsEmpty = counter("watchfire_records", "result", "empty");
    recordsDead = counter("watchfire_records", "result", "dead_letter");
    bytesRead = registry.counter("watchfire_records_bytes");
    matched = counter("watchfire_points", "result", "matched");
    ahead = registry.counter("watchfire_points_ahead");
    unmatched = counter("watchfire_points", "result", "unmatched");
    for (Refusal cause : Refusal.values()) {
      refused.put(cause, counter("watchfire_points_refused", "cause", cause.text()));
    }
    for (Outcome outcome : Outcome.values()) {
      outcomes.put(outcome, counter("watchfire_points_applied", "outcome", outcome.text()));
    }
    batchesRepeated = registry.counter("watchfire_span_batches_repeated");
    sumsTaken = counter("watchfire_sums", "result", "taken");
    sumsSuperseded = counter("watchfire_sums", "result", "superseded");
    sumsUnknown = counter("watchfire_sums", "result", "unknown_rule");
    judgedTaken = counter("watchfire_series_sums", "result", "taken");
    judgedLate = counter("watchfire_series_sums", "result", "late_or_superseded");
    groupsRefused = counter("watchfire_sums", "result", "group_refused");
    Gauge.builder("watchfire_rules_held", heldGroups, Map::size)
        .description("Rules that this instance does not know, whose groups are held")
        .register(registry);
    eventToAlert =
        Timer.builder("watchfire_record_to_alert")
            .description("From the receipt of the record that made an alert fire to its transition")
            .serviceLevelObjectives(
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                Duration.ofMillis(500),
                Duration.ofMillis(1000),
                Duration.ofMillis(1500),
                Duration.ofMillis(5000))
            .register(registry);
    late =
        Timer.builder("watchfire_data_late")
            .description("How late the data of partial sums was when it was received")
            .serviceLevelObjectives(
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Duration.ofHours(1))
            .register(registry);
  }

  public void recordRead(int bytes) {
    recordsRead.increment();
    bytesRead.increment(bytes);
  }

  public void recordEmpty() {
    recordsEmpty.increment();
  }

  public void recordDead() {
    recordsDead.increment();
  }

  @Override
  public void matched(long points) {
    matched.increment((double) points);
  }

  @Override
  public void ahead(long points) {
    ahead.increment((double) points);
  }

  @Override
  public void unmatched(long points) {
    unmatched.increment((double) points);
  }

  @Override
  public void refused(Refusal cause, long points) {
    refusedOf(cause).increment((double) points);
  }

  public void applied(Outcome outcome) {
    Counter counter = outcomes.get(outcome);
    if (counter != null) {
      counter.increment();
    }
  }

  public void batchRepeated() {
    batchesRepeated.increment();
  }

  public void sum(boolean taken) {
    (taken ? sumsTaken : sumsSuperseded).increment();
  }

  public void sumOfUnknownRule() {
    sumsUnknown.increment();
  }

  public void judged(boolean taken) {
    (taken ? judgedTaken : judgedLate).increment();
  }

  public void commanded(String command, boolean known) {
    String result = known ? "obeyed" : "unknown_group";
    registry.counter("watchfire_series_commands", "command", command, "result", result).increment();
  }

  public void groupRefused() {
    groupsRefused.increment();
  }

  /** So many more or fewer groups are held of a rule that is not known here. */
  void held(String rule, int groups) {
    heldGroups.compute(
        rule,
        (name, known) -> {
          int now = (known == null ? 0 : known) + groups;
          return now == 0 ? null : now;
        });
  }

  /** The rules that are not known here, and how many groups of each are held. */
  public Map<String, Integer> held() {
    return Map.copyOf(heldGroups);
  }

  void alertAfter(long millis) {
    eventToAlert.record(Duration.ofMillis(Math.max(0, millis)));
  }

  /** How late the newest of some data was when it was received; none is early. */
  public void late(long millis) {
    late.record(Duration.ofMillis(Math.max(0, millis)));
  }

  public void detection(String state) {
    counter("watchfire_detections", "state", state).increment();
  }

  void transition(String state) {
    counter("watchfire_alert_transitions", "state", state).increment();
  }

  private Counter refusedOf(Refusal cause) {
    return Objects.requireNonNull(refused.get(cause));
  }

  private Counter counter(String name, String label, String value) {
    return registry.counter(name, label, value);
  }
}
