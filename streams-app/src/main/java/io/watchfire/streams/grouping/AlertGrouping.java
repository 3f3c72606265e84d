/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.grouping;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.codec.ByteWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of one rule and tenant, before people are told. An alert that begins is held for a
 * moment; if by then a share of the groups fires, one collective alert is announced and those held
 * are withheld, until less than half as many fire. Who was told hears the end; who was not, hears
 * nothing of it.
 *
 * <p>Groups come to fire one after the other, as their exports come, even if the cause is one.
 * Therefore many that are held at the same time are held for longer: as long as a silent bucket is
 * waited for.
 */
public final class AlertGrouping {
  /** How long many that came together wait for more, and a lot that ends for the rest of it. */
  static final long PATIENCE_MILLIS = 60_000;

  private static final long REFRESH_MILLIS = 60_000;

  private final GroupingSettings settings;
  private final Map<String, GroupedAlert> members = new TreeMap<>();
  private final Set<String> changed = new HashSet<>();
  private GroupingState state = new GroupingState();
  private boolean stateChanged = true;
  private long refreshedAt;

  /** Of a rule of which nothing is known yet. */
  public AlertGrouping(GroupingSettings settings) {
    this.settings = settings;
  }

  /**
   * What has to be told because time has passed.
   *
   * @param transitions changes of state
   * @param refreshed fire with other words
   * @param forgotten fingerprints of alerts that ended long ago
   */
  public record News(List<Alert> transitions, List<Alert> refreshed, List<String> forgotten) {}

  /**
   * Takes a change of a group's alert; returns what is announced of it at once.
   *
   * @param side of what was expected: -1 below it, 1 above it, 0 if nobody knows
   * @param wallClockMillis time in milliseconds
   */
  public List<Alert> take(Alert alert, int side, long wallClockMillis) {
    state.clock = Math.max(state.clock, alert.updatedAt().toEpochMilli());
    stateChanged = true;
    return switch (alert.state()) {
      case FIRING -> begins(alert, side, wallClockMillis) ? List.of(alert) : List.of();
      case RESOLVED -> ends(alert) ? List.of(alert) : List.of();
      case PENDING, INACTIVE -> List.of(alert);
    };
  }

  /** Whether the new words of an alert that fires are to be passed on. */
  public boolean refresh(Alert alert, long wallClockMillis) {
    GroupedAlert member = members.get(alert.fingerprint());
    if (member == null && alert.state() == AlertState.FIRING) {
      // Nothing held it back when it began, so people know it.
      put(new GroupedAlert(alert, 0, wallClockMillis, true));
    } else if (member != null && member.alert().mode() != alert.mode()) {
      put(new GroupedAlert(alert, member.side(), member.since(), member.told()));
    }
    return member == null || member.told();
  }

  /** The alert of that fingerprint ended long ago. */
  public void forget(String fingerprint) {
    remove(fingerprint);
  }

  /** Takes how many groups the rule has in a partition. */
  public void count(int partition, long groups) {
    Long before =
        groups == 0 ? state.groups.remove(partition) : state.groups.put(partition, groups);
    stateChanged |= before == null ? groups > 0 : before != groups;
  }

  /** Lets time pass. */
  public News tick(long wallClockMillis) {
    List<Alert> transitions = new ArrayList<>(0);
    if (state.collective != null) {
      if (2L * members.size() < threshold()) {
        transitions.add(end(wallClockMillis));
      }
    } else if (isDue(wallClockMillis)) {
      transitions.add(begin(wallClockMillis));
    } else {
      release(wallClockMillis, transitions);
    }
    return new News(transitions, refreshed(wallClockMillis), forgotten(wallClockMillis));
  }

  /** Whether nothing is known that would have to be kept. */
  public boolean isEmpty() {
    return members.isEmpty() && state.isEmpty();
  }

  private boolean begins(Alert alert, int side, long wallClockMillis) {
    GroupedAlert before = members.get(alert.fingerprint());
    boolean told = before == null ? passes() : before.told();
    put(new GroupedAlert(alert, side, before == null ? wallClockMillis : before.since(), told));
    return told;
  }

  private boolean ends(Alert alert) {
    state.reason = alert.reason();
    GroupedAlert member = remove(alert.fingerprint());
    return member == null || member.told();
  }

  /** Whether one more alert is announced without waiting for others. */
  private boolean passes() {
    long firing = members.size() + 1L;
    long groups = Math.max(groups(), firing);
    boolean few = groups < settings.atLeast();
    boolean alone = settings.groupWait().isZero() && firing < settings.threshold(groups);
    return state.collective == null && (few || alone) && state.patientUntil == 0;
  }

  /** Whether enough fire, and those that came with the first have had their time to come. */
  private boolean isDue(long wallClockMillis) {
    return members.size() >= threshold()
        && wallClockMillis - oldestHeld(wallClockMillis) >= settings.groupWait().toMillis();
  }

  private Alert begin(long wallClockMillis) {
    Alert collective =
        new GroupAlertText(members.values(), groups()).begun(state.transition + 1, clock());
    state.begin(collective);
    stateChanged = true;
    refreshedAt = wallClockMillis;
    return collective;
  }

  /** Ends it; those that still fire get the time to end, too, before they are announced. */
  private Alert end(long wallClockMillis) {
    Alert ended =
        new GroupAlertText(members.values(), groups())
            .over(state.collective(), state.transition + 1, state.reason, clock());
    state.end(
        ended,
        wallClockMillis,
        wallClockMillis + Math.max(PATIENCE_MILLIS, settings.groupWait().toMillis()));
    stateChanged = true;
    return ended;
  }

  private void release(long wallClockMillis, List<Alert> out) {
    if (wallClockMillis < state.patientUntil) {
      return;
    }
    if (state.patientUntil != 0) {
      state.patientUntil = 0;
      stateChanged = true;
    }
    List<GroupedAlert> held = members.values().stream().filter(member -> !member.told()).toList();
    if (held.size() >= settings.atLeast()
        && wallClockMillis - oldestHeld(wallClockMillis) < PATIENCE_MILLIS) {
      return;
    }
    held.stream()
        .filter(member -> wallClockMillis - member.since() >= settings.groupWait().toMillis())
        .sorted(Comparator.comparingLong(GroupedAlert::since))
        .forEach(
            member -> {
              put(member.asTold());
              out.add(member.alert());
            });
  }

  private List<Alert> refreshed(long wallClockMillis) {
    if (state.collective == null || wallClockMillis - refreshedAt < REFRESH_MILLIS) {
      return List.of();
    }
    refreshedAt = wallClockMillis;
    return List.of(
        new GroupAlertText(members.values(), groups())
            .still(state.collective(), state.transition, clock()));
  }

  private List<String> forgotten(long wallClockMillis) {
    List<String> forgotten = state.endedLongAgo(wallClockMillis);
    stateChanged |= !forgotten.isEmpty();
    return forgotten;
  }

  /** When the first of those held was seen; long ago if none is. */
  private long oldestHeld(long wallClockMillis) {
    return members.values().stream()
        .filter(member -> !member.told())
        .mapToLong(GroupedAlert::since)
        .min()
        .orElse(wallClockMillis - PATIENCE_MILLIS - settings.groupWait().toMillis());
  }

  private long threshold() {
    return settings.threshold(groups());
  }

  /** What is firing counts, even if nobody has counted it yet. */
  private long groups() {
    long counted = state.groups.values().stream().mapToLong(Long::longValue).sum();
    return Math.max(counted, members.size());
  }

  private long clock() {
    return state.clock;
  }

  private void put(GroupedAlert member) {
    String fingerprint = member.alert().fingerprint();
    members.put(fingerprint, member);
    changed.add(fingerprint);
  }

  private @Nullable GroupedAlert remove(String fingerprint) {
    GroupedAlert member = members.remove(fingerprint);
    if (member != null) {
      changed.add(fingerprint);
      stateChanged = true;
    }
    return member;
  }

  /** Whether {@link #write} would write something else than when this was last asked. */
  public boolean changed() {
    boolean now = stateChanged;
    stateChanged = false;
    return now;
  }

  /** Fingerprints of members that came, changed or went since this was last asked. */
  public List<String> changedMembers() {
    List<String> now = List.copyOf(changed);
    changed.clear();
    return now;
  }

  /** The group that fires with that fingerprint; null if it does not. */
  public @Nullable GroupedAlert member(String fingerprint) {
    return members.get(fingerprint);
  }

  /** Writes all but the members. */
  public byte[] write() {
    ByteWriter out = new ByteWriter(256);
    state.write(out);
    return out.toBytes();
  }

  /** Takes up what {@link #write} wrote. */
  public void read(byte[] value) {
    state = GroupingState.read(value);
    stateChanged = false;
  }

  /** Takes up a member as it was kept. */
  public void restore(GroupedAlert member) {
    members.put(member.alert().fingerprint(), member);
  }
}
