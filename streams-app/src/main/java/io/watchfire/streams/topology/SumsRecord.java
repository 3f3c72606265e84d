/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.engine.SeriesCommand;
import io.watchfire.streams.histogram.Histograms;
import io.watchfire.streams.query.Distribution;
import io.watchfire.streams.query.GaugeAggregate;
import io.watchfire.streams.query.SourceNumber;
import io.watchfire.streams.query.Sum;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one record added to one group; the value on {@code watchfire.sums}, whose key is the group.
 * Or a command to the rules that judge the group: it goes the way of the numbers, so that it finds
 * whoever judges them, and comes between those before and those after it.
 *
 * @param appendTimeMillis when we received the input record, our own wall time in milliseconds
 * @param notice what is noteworthy about the measurement; empty if nothing
 * @param invalid whether the notice makes the rule impossible to evaluate
 * @param sums increments of counters, by event time
 * @param gauges readings of gauges, by event time
 * @param distributions what histograms counted, by event time
 * @param command null for a record of numbers
 */
public record SumsRecord(
    long appendTimeMillis,
    String notice,
    boolean invalid,
    List<Sum> sums,
    List<GaugeAggregate> gauges,
    List<Distribution> distributions,
    @Nullable SeriesCommand command) {
  /** Of the first version there may still be some to read: it had no gauges. */
  private static final int VERSION = 2;

  /** With a command; numbers stay readable for instances that know none. */
  private static final int VERSION_WITH_COMMAND = 3;

  /** With histograms; other numbers stay readable for instances that know none. */
  private static final int VERSION_WITH_HISTOGRAMS = 4;

  // The order of this list is part of the format.
  private static final List<SeriesCommand.Kind> KINDS =
      List.of(SeriesCommand.Kind.FREEZE, SeriesCommand.Kind.UNFREEZE, SeriesCommand.Kind.FORGET);

  /** Without gauges. */
  public SumsRecord(long appendTimeMillis, String notice, boolean invalid, List<Sum> sums) {
    this(appendTimeMillis, notice, invalid, sums, List.of(), List.of(), null);
  }

  /** A command alone. */
  public static SumsRecord of(SeriesCommand command) {
    return new SumsRecord(
        command.when().toEpochMilli(), "", false, List.of(), List.of(), List.of(), command);
  }

  /** Whether it says nothing at all. */
  public boolean isEmpty() {
    return sums.isEmpty()
        && gauges.isEmpty()
        && distributions.isEmpty()
        && notice.isEmpty()
        && command == null;
  }

  /** Whether it has anything that was observed. */
  public boolean observed() {
    return !sums.isEmpty() || !gauges.isEmpty() || !distributions.isEmpty();
  }

  /** The bytes of this record. */
  public byte[] write() {
    int version = version();
    ByteWriter out = ByteWriter.versioned(version, 32);
    out.varint(appendTimeMillis).string(notice).u8(invalid ? 1 : 0).varint(sums.size());
    for (Sum sum : sums) {
      out.varint(sum.timeMillis())
          .varint(SourceNumber.written(sum.source()))
          .varint(sum.numerator())
          .varint(sum.total());
      out.u8((sum.numeratorSeen() ? 1 : 0) | (sum.totalSeen() ? 2 : 0));
    }
    out.varint(gauges.size());
    for (GaugeAggregate gauge : gauges) {
      out.varint(gauge.timeMillis())
          .varint(SourceNumber.written(gauge.source()))
          .varint(gauge.points());
      out.float64(gauge.sum()).float64(gauge.lowest()).float64(gauge.highest());
      out.float64(gauge.area());
    }
    if (version == VERSION_WITH_HISTOGRAMS) {
      out.varint(distributions.size());
      for (Distribution distribution : distributions) {
        out.varint(distribution.timeMillis()).varint(SourceNumber.written(distribution.source()));
        distribution.histograms().write(out);
      }
    }
    if (command != null) {
      write(command, out);
    }
    return out.toBytes();
  }

  private int version() {
    if (!distributions.isEmpty()) {
      return VERSION_WITH_HISTOGRAMS;
    }
    return command == null ? VERSION : VERSION_WITH_COMMAND;
  }

  /** Reads what {@link #write} wrote. */
  public static SumsRecord read(byte[] value) {
    ByteReader in = ByteReader.versioned(value, VERSION_WITH_HISTOGRAMS, "sums record");
    boolean histograms = value[0] == VERSION_WITH_HISTOGRAMS;
    long appendTimeMillis = in.varint();
    String notice = in.string();
    boolean invalid = in.u8() == 1;
    int count = in.count(5);
    List<Sum> sums = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long timeMillis = in.varint();
      int source = SourceNumber.read(in.varint());
      long numerator = in.varint();
      long total = in.varint();
      int seen = in.u8();
      sums.add(new Sum(timeMillis, source, numerator, total, (seen & 1) != 0, (seen & 2) != 0));
    }
    List<GaugeAggregate> gauges = gauges(in);
    List<Distribution> distributions = histograms ? distributions(in) : List.of();
    return new SumsRecord(
        appendTimeMillis, notice, invalid, sums, gauges, distributions, command(in));
  }

  private static void write(SeriesCommand command, ByteWriter out) {
    Instant until = command.until();
    String rule = command.rule();
    out.u8(KINDS.indexOf(command.kind()));
    out.string(rule == null ? "" : rule).string(command.who());
    out.varint(command.when().toEpochMilli()).u8(until == null ? 0 : 1);
    if (until != null) {
      out.zigzag(until.toEpochMilli());
    }
  }

  private static @Nullable SeriesCommand command(ByteReader in) {
    if (!in.hasMore()) {
      return null;
    }
    SeriesCommand.Kind kind = KINDS.get(in.u8());
    String rule = in.string();
    String who = in.string();
    Instant when = Instant.ofEpochMilli(in.varint());
    Instant until = in.u8() == 0 ? null : Instant.ofEpochMilli(in.zigzag());
    return new SeriesCommand(kind, rule.isEmpty() ? null : rule, who, when, until);
  }

  private static List<Distribution> distributions(ByteReader in) {
    List<Distribution> distributions = new ArrayList<>(1);
    for (int i = in.count(3); i > 0; i--) {
      distributions.add(
          new Distribution(in.varint(), SourceNumber.read(in.varint()), Histograms.read(in)));
    }
    return distributions;
  }

  /** The first version had none. */
  private static List<GaugeAggregate> gauges(ByteReader in) {
    List<GaugeAggregate> gauges = new ArrayList<>(0);
    for (int i = in.hasMore() ? in.count(35) : 0; i > 0; i--) {
      gauges.add(
          new GaugeAggregate(
              in.varint(),
              SourceNumber.read(in.varint()),
              in.varint(),
              in.float64(),
              in.float64(),
              in.float64(),
              in.float64()));
    }
    return gauges;
  }
}
