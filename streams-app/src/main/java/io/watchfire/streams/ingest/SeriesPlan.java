/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import io.watchfire.schemas.otlp.MetricType;
import io.watchfire.schemas.otlp.OtlpPoint;
import io.watchfire.streams.histogram.Histogram;
import io.watchfire.streams.series.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do with every further point of one series, worked out when its first point came. Bounds
 * of histograms are looked up anew when they change.
 */
final class SeriesPlan {
  /** A series that no rule wants. */
  static final SeriesPlan UNWANTED = new SeriesPlan(0, new MetricPlan(), List.of());

  /** A gauge that rules only want to count. */
  static final SeriesPlan NOT_A_COUNTER = new SeriesPlan(0, new MetricPlan(), List.of());

  /** A counter that rules only want to read. */
  static final SeriesPlan NOT_A_GAUGE = new SeriesPlan(0, new MetricPlan(), List.of());

  /** A point without a value has no bounds either, and says nothing about the rule. */
  private static final Resolved NOTHING =
      new Resolved(List.of(), new long[0], null, List.of(), List.of());

  private final long id;
  private final MetricPlan metricPlan;
  private final List<Use> uses;
  private long layout;
  private @Nullable Resolved resolved;

  SeriesPlan(long id, MetricPlan metricPlan, List<Use> uses) {
    this.id = id;
    this.metricPlan = metricPlan;
    this.uses = uses;
  }

  /** A query that the series feeds, and the key of the group it does so for. */
  record Use(RuleIndex.Wanted wanted, byte[] target) {
    /** Whether both feed the same source of the same group. */
    boolean sameRatio(Use other) {
      return wanted.input().source() == other.wanted.input().source()
          && Arrays.equals(target, other.target);
    }
  }

  /**
   * The components of a layout, what each use takes of them, and what is to be said.
   *
   * @param buckets the one of the components whose buckets travel with it; null if there is none
   */
  record Resolved(
      List<Component> components,
      long[] ids,
      @Nullable Component buckets,
      List<Link> links,
      List<Remark> remarks) {}

  /** A use's component, by number. */
  record Link(int component, Use use) {}

  /** Something to say about a use. */
  record Remark(Use use, boolean invalid, String text) {}

  long family() {
    return metricPlan.family();
  }

  Resolved resolve(OtlpPoint point) {
    if (point.noRecordedValue()) {
      return NOTHING;
    }
    Resolved known = resolved;
    if (known == null || layout != point.layoutHash()) {
      known = resolveAnew(point);
      layout = point.layoutHash();
      resolved = known;
    }
    return known;
  }

  /** The point's numbers, or null if one is missing; then {@link #refusal} says why. */
  @Nullable Point measure(OtlpPoint point, Resolved how) {
    long[] values = values(point, how);
    Component buckets = point.noRecordedValue() ? null : how.buckets();
    Histogram histogram = buckets == null ? null : buckets.histogram(metricPlan.type(), point);
    if (values == null || (buckets != null && histogram == null)) {
      return null;
    }
    long startNanos = point.startNanos();
    return new Point(
        id,
        metricPlan.kind(),
        point.noRecordedValue(),
        startNanos < 0 || startNanos > point.timeNanos() ? 0 : startNanos,
        point.timeNanos(),
        point.layoutHash(),
        how.ids(),
        values,
        histogram);
  }

  /** Null if one is missing. */
  private long @Nullable [] values(OtlpPoint point, Resolved how) {
    long[] values = new long[how.ids().length];
    if (point.noRecordedValue()) {
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = how.components().get(i).value(metricPlan.type(), point);
      boolean missing =
          metricPlan.countable() ? values[i] < 0 : !Double.isFinite(Component.reading(point));
      if (missing) {
        return null;
      }
    }
    return values;
  }

  Refusal refusal(OtlpPoint point, Resolved how) {
    if (!metricPlan.countable()) {
      return Refusal.NOT_A_NUMBER;
    }
    MetricType type = metricPlan.type();
    for (Component component : how.components()) {
      Refusal refusal = component.refusal(type, point);
      if (component.value(type, point) < 0 && refusal != null) {
        return refusal;
      }
    }
    return Refusal.TOO_LARGE;
  }

  private Resolved resolveAnew(OtlpPoint point) {
    List<Component> components = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    List<Remark> remarks = new ArrayList<>();
    List<Use> unmeasured = new ArrayList<>();
    for (Use use : uses) {
      Resolution found = Resolution.of(use.wanted(), metricPlan, point);
      if (!found.remark().isEmpty()) {
        remarks.add(new Remark(use, found.component() == null, found.remark()));
      }
      if (found.component() != null) {
        links.add(new Link(numberOf(found.component(), components), use));
      } else {
        unmeasured.add(use);
      }
    }
    // A total without its numerator would count every good event as a bad one.
    links.removeIf(link -> unmeasured.stream().anyMatch(use -> use.sameRatio(link.use())));
    long[] ids = components.stream().mapToLong(Component::id).toArray();
    Component buckets =
        components.stream().filter(c -> c.kind() == Component.Kind.BUCKETS).findAny().orElse(null);
    return new Resolved(components, ids, buckets, links, remarks);
  }

  private static int numberOf(Component component, List<Component> components) {
    int at = components.indexOf(component);
    if (at < 0) {
      components.add(component);
      at = components.size() - 1;
    }
    return at;
  }
}
