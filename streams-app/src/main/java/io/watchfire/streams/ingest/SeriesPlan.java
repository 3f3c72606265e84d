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
import java.util.Locale;
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

  /**
   * A query that the series feeds, and the key of the group it does so for.
   *
   * @param told whether the series says how what it counts ended
   */
  record Use(RuleIndex.Wanted wanted, byte[] target, boolean told) {
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

  private Resolved resolve(OtlpPoint point) {
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

  /** A point's numbers, and what each use takes of them. */
  record Taken(Point point, Resolved how) {}

  /**
   * The point's numbers; each stands or falls by itself, together with what is divided by it. Null
   * if nothing is left; then {@link #refusal} says why.
   *
   * @param startNanos of the point; 0 if it is not known
   */
  @Nullable Taken take(OtlpPoint point, long startNanos) {
    Resolved all = resolve(point);
    boolean stale = point.noRecordedValue();
    long[] values = stale ? new long[all.ids().length] : values(point, all);
    Component buckets = stale ? null : all.buckets();
    Histogram histogram = buckets == null ? null : buckets.histogram(metricPlan.type(), point);
    Resolved how = stale ? all : present(point, all, missing(point, all, values, histogram));
    if (how.links().isEmpty() && !all.links().isEmpty()) {
      return null;
    }
    return new Taken(
        new Point(
            id,
            metricPlan.kind(),
            stale,
            startNanos,
            point.timeNanos(),
            point.layoutHash(),
            how.ids(),
            how.ids().length == values.length ? values : of(how, all, values),
            how.buckets() == null ? null : histogram),
        how);
  }

  private long[] values(OtlpPoint point, Resolved all) {
    long[] values = new long[all.ids().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = all.components().get(i).value(metricPlan.type(), point);
    }
    return values;
  }

  private List<Component> missing(
      OtlpPoint point, Resolved all, long[] values, @Nullable Histogram histogram) {
    List<Component> missing = List.of();
    for (int i = 0; i < values.length; i++) {
      Component component = all.components().get(i);
      boolean gone =
          metricPlan.countable()
              ? values[i] < 0 || (component.kind() == Component.Kind.BUCKETS && histogram == null)
              : !Double.isFinite(Component.reading(point));
      if (gone) {
        missing = missing.isEmpty() ? new ArrayList<>() : missing;
        missing.add(component);
      }
    }
    return missing;
  }

  /** What is left without some components. */
  private Resolved present(OtlpPoint point, Resolved all, List<Component> missing) {
    if (missing.isEmpty()) {
      return all;
    }
    List<Component> components = new ArrayList<>(all.components());
    components.removeAll(missing);
    List<Use> unmeasured = new ArrayList<>();
    List<Remark> remarks = new ArrayList<>(all.remarks());
    for (Link link : all.links()) {
      Component component = all.components().get(link.component());
      if (missing.contains(component)) {
        unmeasured.add(link.use());
        remarks.add(new Remark(link.use(), true, missingText(component, point)));
      }
    }
    List<Link> links = new ArrayList<>();
    for (Link link : all.links()) {
      int at = components.indexOf(all.components().get(link.component()));
      if (at >= 0 && unmeasured.stream().noneMatch(use -> use.sameRatio(link.use()))) {
        links.add(new Link(at, link.use()));
      }
    }
    return resolved(components, links, remarks);
  }

  private String missingText(Component component, OtlpPoint point) {
    Refusal why = component.refusal(metricPlan.type(), point);
    return metricPlan.name()
        + ": the "
        + component.kind().name().toLowerCase(Locale.ROOT)
        + " of a point is not counted ("
        + (why == null ? Refusal.TOO_LARGE : why).text()
        + ")";
  }

  private static long[] of(Resolved how, Resolved all, long[] values) {
    return how.components().stream()
        .mapToLong(component -> values[all.components().indexOf(component)])
        .toArray();
  }

  Refusal refusal(OtlpPoint point) {
    if (!metricPlan.countable()) {
      return Refusal.NOT_A_NUMBER;
    }
    MetricType type = metricPlan.type();
    for (Component component : resolve(point).components()) {
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
    return resolved(components, links, remarks);
  }

  private static Resolved resolved(
      List<Component> components, List<Link> links, List<Remark> remarks) {
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
