/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import io.watchfire.schemas.otlp.OtlpFields.Data;
import io.watchfire.schemas.otlp.OtlpFields.Metric;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import io.watchfire.schemas.protobuf.Slice;
import io.watchfire.schemas.protobuf.Wire;

/**
 * Reads OTLP metrics in protobuf ({@code MetricsData}, which is {@code
 * ExportMetricsServiceRequest}) without message objects. Metrics a visitor refuses are skipped by
 * their length; in steady state nothing is allocated per metric or point. Reusable; not
 * thread-safe.
 */
public final class OtlpMetricsReader {
  private final Wire wire = new Wire("OTLP metrics");
  private final Envelope envelope = new Envelope(wire);
  private final PointDecoder points = new PointDecoder(wire);
  private final OtlpMetric metric = new OtlpMetric();
  private final Slice data = new Slice();

  /** A reader without bytes. */
  public OtlpMetricsReader() {}

  /**
   * Reads a record. Empty bytes are a record without resources.
   *
   * @throws MalformedTelemetryException at the first byte that is wrong; what was before it has
   *     been told to the visitor
   */
  public void read(byte[] bytes, MetricVisitor visitor) throws MalformedTelemetryException {
    envelope.read(bytes, new Metrics(visitor));
  }

  /** The items of the envelope: messages of type {@code Metric}. */
  private final class Metrics implements Envelope.Items {
    private final MetricVisitor visitor;

    Metrics(MetricVisitor visitor) {
      this.visitor = visitor;
    }

    @Override
    public boolean resource(Slice identity, AttributeSlices attributes) {
      return visitor.resource(identity, attributes);
    }

    @Override
    public void scope(Slice identity) {
      visitor.scope(identity);
    }

    @Override
    public void item() throws MalformedTelemetryException {
      if (!describe()) {
        return;
      }
      int count = countPoints();
      if (visitor.metric(metric)) {
        readPoints();
      } else if (count > 0) {
        visitor.unread(count);
      }
    }

    @Override
    public int unread() throws MalformedTelemetryException {
      return describe() ? countPoints() : 0;
    }

    @Override
    public void unread(int count) {
      visitor.unread(count);
    }

    @Override
    public void endResource() {
      visitor.endResource();
    }

    /** Finds name, unit and data; false if there is no data of a type we know. */
    private boolean describe() throws MalformedTelemetryException {
      metric.name.set(wire.bytes(), wire.position(), 0);
      metric.unit.set(wire.bytes(), wire.position(), 0);
      metric.temporality = Temporality.UNSPECIFIED;
      metric.monotonic = false;
      boolean found = false;
      while (wire.next()) {
        switch (wire.field()) {
          case Metric.NAME -> wire.range(metric.name, "name");
          case Metric.UNIT -> wire.range(metric.unit, "unit");
          case Metric.GAUGE,
              Metric.SUM,
              Metric.HISTOGRAM,
              Metric.EXPONENTIAL_HISTOGRAM,
              Metric.SUMMARY -> {
            if (found) {
              throw wire.malformed("second data of a metric", "one");
            }
            found = true;
            metric.type = type(wire.field());
            wire.range(data, "data");
          }
          default -> wire.skip();
        }
      }
      return found;
    }

    private static MetricType type(int field) {
      return switch (field) {
        case Metric.GAUGE -> MetricType.GAUGE;
        case Metric.SUM -> MetricType.SUM;
        case Metric.HISTOGRAM -> MetricType.HISTOGRAM;
        case Metric.EXPONENTIAL_HISTOGRAM -> MetricType.EXPONENTIAL_HISTOGRAM;
        default -> MetricType.SUMMARY;
      };
    }

    /** Walks the data by lengths, for the count and for what may stand after the points. */
    private int countPoints() throws MalformedTelemetryException {
      boolean hasTemporality = metric.type != MetricType.GAUGE && metric.type != MetricType.SUMMARY;
      int count = 0;
      wire.rewind(data.offset());
      int outer = wire.narrow(data.length());
      while (wire.next()) {
        int field = wire.field();
        if (field == Data.DATA_POINTS) {
          wire.advance(wire.length("data_points"));
          count++;
        } else if (field == Data.AGGREGATION_TEMPORALITY && hasTemporality) {
          metric.temporality = Temporality.of(wire.varint("aggregation_temporality"));
        } else if (field == Data.IS_MONOTONIC && metric.type == MetricType.SUM) {
          metric.monotonic = wire.varint("is_monotonic") != 0;
        } else {
          wire.skip();
        }
      }
      wire.leave(outer);
      return count;
    }

    private void readPoints() throws MalformedTelemetryException {
      wire.rewind(data.offset());
      int outer = wire.narrow(data.length());
      while (wire.next()) {
        if (wire.field() == Data.DATA_POINTS) {
          int all = wire.enter("data_points");
          OtlpPoint point = points.decode(metric.type);
          wire.leave(all);
          visitor.point(metric, point);
        } else {
          wire.skip();
        }
      }
      wire.leave(outer);
    }
  }
}
