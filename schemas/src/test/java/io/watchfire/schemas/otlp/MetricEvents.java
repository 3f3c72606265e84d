/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import io.watchfire.schemas.protobuf.Slice;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes down, one line per call, what a reader of metrics tells its visitor. */
class MetricEvents implements MetricVisitor {
  private static final HexFormat HEX = HexFormat.of();

  final List<String> lines = new ArrayList<>();

  @Override
  public boolean resource(Slice identity, AttributeSlices attributes) {
    lines.add("resource " + hex(identity) + " " + attributes.toMap());
    return true;
  }

  @Override
  public void scope(Slice identity) {
    lines.add("scope " + hex(identity));
  }

  @Override
  public boolean metric(OtlpMetric metric) {
    lines.add(
        "metric %s [%s] %s %s %s"
            .formatted(
                metric.name().utf8(),
                metric.unit().utf8(),
                metric.type(),
                metric.temporality(),
                metric.monotonic()));
    return true;
  }

  @Override
  public void point(OtlpMetric metric, OtlpPoint point) {
    StringBuilder line =
        new StringBuilder("point ")
            .append(point.attributes().toMap())
            .append(" start=" + point.startNanos() + " time=" + point.timeNanos())
            .append(" stale=" + point.noRecordedValue());
    switch (metric.type()) {
      case GAUGE, SUM -> line.append(" int=" + point.isInt() + " value=" + value(point));
      case HISTOGRAM -> {
        countAndSum(line, point);
        line.append(" bounds=");
        for (int i = 0; i < point.boundCount(); i++) {
          line.append(point.bound(i)).append(',');
        }
        line.append(" buckets=");
        for (int i = 0; i < point.bucketCount(); i++) {
          line.append(point.bucket(i)).append(',');
        }
      }
      case EXPONENTIAL_HISTOGRAM -> {
        countAndSum(line, point);
        line.append(" scale=" + point.scale() + " zero=" + point.zeroCount());
        line.append(" threshold=" + point.zeroThreshold() + " +" + point.positiveOffset() + ":");
        for (int i = 0; i < point.positiveSize(); i++) {
          line.append(point.positive(i)).append(',');
        }
        line.append(" -" + point.negativeOffset() + ":");
        for (int i = 0; i < point.negativeSize(); i++) {
          line.append(point.negative(i)).append(',');
        }
      }
      case SUMMARY -> countAndSum(line, point);
    }
    for (int i = 0; i < point.exemplarCount(); i++) {
      line.append(" exemplar ")
          .append(hex(point.exemplarTraceId(i)) + "/" + hex(point.exemplarSpanId(i)))
          .append("=" + point.exemplarValue(i) + "@" + point.exemplarTimeNanos(i));
    }
    lines.add(line.toString());
  }

  private static String value(OtlpPoint point) {
    return point.isInt() ? Long.toString(point.intValue()) : Double.toString(point.doubleValue());
  }

  private static void countAndSum(StringBuilder line, OtlpPoint point) {
    line.append(" count=" + point.count());
    line.append(" sum=" + (point.hasSum() ? point.sum() : "none"));
  }

  @Override
  public void unread(int points) {
    lines.add("unread " + points);
  }

  @Override
  public void endResource() {
    lines.add("end");
  }

  static String hex(Slice slice) {
    return HEX.formatHex(slice.array(), slice.offset(), slice.offset() + slice.length());
  }
}
