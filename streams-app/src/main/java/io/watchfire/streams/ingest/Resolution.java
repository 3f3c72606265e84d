/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import io.watchfire.runtime.promql.Bounds;
import io.watchfire.schemas.otlp.MetricType;
import io.watchfire.schemas.otlp.OtlpPoint;
import io.watchfire.streams.query.EventTime;
import io.watchfire.streams.query.Measure;
import io.watchfire.streams.query.MetricNames;
import org.jspecify.annotations.Nullable;

/**
 * Which number of a point a measure means.
 *
 * @param component the number; null if the point has none
 * @param remark what people should know about it; empty if nothing
 */
record Resolution(@Nullable Component component, String remark) {
  private static final double SAME = 1e-9;

  /** A bound further above the threshold would call what is far too slow fast enough. */
  private static final double MOST_ABOVE = 2;

  static Resolution of(RuleIndex.Wanted wanted, MetricPlan metricPlan, OtlpPoint point) {
    return switch (wanted.input().query().measure()) {
      case Measure.Count count -> of(Component.COUNT);
      case Measure.Sum sum -> sum(metricPlan);
      case Measure.Value value -> of(Component.VALUE);
      case Measure.Buckets buckets -> buckets(wanted.part(), metricPlan, point);
      case Measure.BySuffix suffix -> bySuffix(wanted.part(), metricPlan);
      case Measure.UpToBound upTo -> upTo(upTo.bound(), false, metricPlan, point);
      case Measure.UpTo upTo -> {
        double seconds = EventTime.seconds(upTo.limit().toNanos());
        double limit = seconds * MetricNames.unitsPerSecond(metricPlan.name(), metricPlan.unit());
        yield upTo(limit, upTo.roundUp(), metricPlan, point);
      }
    };
  }

  private static Resolution of(Component component) {
    return new Resolution(component, "");
  }

  private static Resolution invalid(String remark) {
    return new Resolution(null, remark);
  }

  private static Resolution sum(MetricPlan metricPlan) {
    return metricPlan.type() == MetricType.SUM ? of(Component.COUNT) : of(Component.SUM);
  }

  private static Resolution bySuffix(MetricNames.Part part, MetricPlan metricPlan) {
    return switch (part) {
      case WHOLE, COUNT -> of(Component.COUNT);
      case SUM -> sum(metricPlan);
      case BUCKET ->
          invalid("selector: " + metricPlan.name() + "_bucket without le (expected: le=\"BOUND\")");
    };
  }

  private static Resolution upTo(
      double limit, boolean roundUp, MetricPlan metricPlan, OtlpPoint point) {
    if (limit == Double.POSITIVE_INFINITY) {
      return of(Component.COUNT);
    }
    return switch (metricPlan.type()) {
      case EXPONENTIAL_HISTOGRAM -> of(new Component(Component.Kind.UP_TO, limit, 0));
      case HISTOGRAM -> explicit(limit, roundUp, point);
      case GAUGE, SUM, SUMMARY ->
          invalid(
              "metric: "
                  + metricPlan.name()
                  + " has no buckets (expected: a histogram, to compare with "
                  + number(limit)
                  + ")");
    };
  }

  /** All of a histogram, or the one bucket of it that a counter is. */
  private static Resolution buckets(MetricNames.Part part, MetricPlan metricPlan, OtlpPoint point) {
    if (part == MetricNames.Part.COUNT || part == MetricNames.Part.SUM) {
      return noBuckets(metricPlan, "the name of the histogram itself");
    }
    return switch (metricPlan.type()) {
      case EXPONENTIAL_HISTOGRAM -> of(Component.BUCKETS);
      case HISTOGRAM ->
          hasBounds(point)
              ? of(Component.BUCKETS)
              : noBuckets(metricPlan, "finite bounds, each above the one before");
      case SUM -> {
        double bound = Bounds.number(point.attributes().toMap().getOrDefault("le", ""));
        if (Double.isNaN(bound)) {
          yield noBuckets(metricPlan, "a histogram, or counters with the label le");
        }
        // Nothing lies below it, and between it and the next bound nothing can be interpolated.
        yield bound == Double.NEGATIVE_INFINITY
            ? noBuckets(metricPlan, "finite bounds and +Inf in the label le")
            : of(new Component(Component.Kind.BUCKETS, bound, 0));
      }
      case GAUGE, SUMMARY -> noBuckets(metricPlan, "a histogram");
    };
  }

  /** What keeps a measure from being taken of spans; empty if nothing does. */
  static String obstacleOfSpans(RuleIndex.Wanted wanted, MetricPlan metricPlan) {
    if (!(wanted.input().query().measure() instanceof Measure.Buckets)) {
      return "";
    }
    if (metricPlan.type() != MetricType.HISTOGRAM) {
      return noBuckets(metricPlan, "the histogram " + SpanNames.DURATION).remark();
    }
    return switch (wanted.part()) {
      case WHOLE, BUCKET -> "";
      case COUNT, SUM -> noBuckets(metricPlan, "the name of the histogram itself").remark();
    };
  }

  private static boolean hasBounds(OtlpPoint point) {
    double last = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < point.boundCount(); i++) {
      double bound = point.bound(i);
      if (!(bound > last) || bound == Double.POSITIVE_INFINITY) {
        return false;
      }
      last = bound;
    }
    return point.boundCount() > 0;
  }

  private static Resolution noBuckets(MetricPlan metricPlan, String expected) {
    return invalid(
        "quantile: no buckets of " + metricPlan.name() + " (expected: " + expected + ")");
  }

  private static Resolution explicit(double limit, boolean roundUp, OtlpPoint point) {
    int next = 0;
    while (next < point.boundCount() && point.bound(next) < limit * (1 - SAME)) {
      next++;
    }
    boolean exists = next < point.boundCount();
    if (exists && point.bound(next) <= limit * (1 + SAME)) {
      return of(new Component(Component.Kind.UP_TO, point.bound(next), next));
    }
    if (exists && roundUp && point.bound(next) <= limit * MOST_ABOVE) {
      double bound = point.bound(next);
      return new Resolution(
          new Component(Component.Kind.UP_TO, bound, next),
          "threshold: "
              + number(limit)
              + " is no bound; measured at the next above, "
              + number(bound));
    }
    return invalid("threshold: " + number(limit) + " (expected: " + nearest(next, point) + ")");
  }

  private static String nearest(int next, OtlpPoint point) {
    if (point.boundCount() == 0) {
      return "a histogram with bounds";
    }
    if (next == 0) {
      return "a bound of the histogram, the lowest is " + number(point.bound(0));
    }
    String below = number(point.bound(next - 1));
    return next < point.boundCount()
        ? "a bound of the histogram, nearest are " + below + " and " + number(point.bound(next))
        : "a bound of the histogram, the highest is " + below;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
