/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.anomaly.detector.Detector;
import io.watchfire.streams.anomaly.detector.DetectorSettings;
import io.watchfire.streams.anomaly.detector.MonotonicTime;
import io.watchfire.streams.anomaly.detector.Verdict;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.codec.CorruptValueException;
import java.util.List;

/**
 * The default detector. Several simple statistics, each judged by the tail of its own past and said
 * as a surprisal (-ln p, in nats), so that one threshold fits them all: single rows find spikes and
 * dips, windows over five-minute means (or over rows, where these are longer) find shifts, changes
 * of spread and departures from the season. Their weights were found by search, see
 * docs/anomalies.md. What recurs is expected, and a series that alerts more often than asked for is
 * discounted.
 */
public final class TailEnsemble implements Detector {
  private static final int FORMAT = 4;
  private static final long WINDOW_MILLIS = 300_000;
  private static final double GAP_STEPS = 8;
  private static final double MOST_SURPRISAL = 690;
  private static final double LARGEST = 1e15;

  /** How much the window statistics besides the strongest add to it. */
  private static final double OTHERS = 0.2;

  /** How much the weaker of single values and windows adds to the stronger. */
  private static final double TOGETHER = 0.5;

  /** How much more windows count with the logarithm of steps beyond five minutes. */
  private static final double LONGER = 0.07;

  /**
   * The threshold grows with the logarithm of steps beyond five minutes: long steps mean few
   * values, whose tails are guesses.
   */
  private static final double MARGIN = 0.64;

  /**
   * Values of a minute alert less often than was asked for: the threshold is so much less, by the
   * logarithm.
   */
  private static final double EASE = 0.15;

  private static final double MINUTE = 0.2;

  /** Surprisal of the rate of false alerts that was asked for. */
  private final double requested;

  private final SampleInterval sampleInterval;
  private final EnsembleWarmUp warmUp = new EnsembleWarmUp();
  private MonotonicTime monotonicTime = new MonotonicTime();
  private final ValueStatistics values;
  private final WindowStatistics windows;
  private final SeasonStatistics seasons;
  private final Recurrence recurrence = new Recurrence();
  private final AlarmRate rate = new AlarmRate();

  /** Surprisal from which on a value is worth an alert, for steps as long as these. */
  private double threshold;

  private double unit;
  private long rows;
  private long bucket;
  private double bucketSum;
  private int bucketRows;
  private boolean bucketLearns = true;

  /** A detector that has seen nothing. */
  public TailEnsemble(DetectorSettings settings) {
    this(settings, Weights.DEFAULT);
  }

  /** A detector that has seen nothing and weighs its statistics otherwise. */
  public TailEnsemble(DetectorSettings settings, Weights weights) {
    values = new ValueStatistics(weights);
    windows = new WindowStatistics(weights);
    seasons = new SeasonStatistics(weights);
    requested = -Math.log(settings.falseAlerts());
    threshold = requested;
    sampleInterval = new SampleInterval(settings.zone());
  }

  @Override
  public Verdict next(long timeMillis, double value, boolean learn) {
    monotonicTime.at(timeMillis);
    if (!warmUp.full()) {
      open(timeMillis, value, learn);
      return Verdict.LEARNING;
    }
    return Double.isNaN(value)
        ? verdict(0, "")
        : row(timeMillis, MonotonicTime.bounded(value), learn);
  }

  private void open(long timeMillis, double value, boolean learn) {
    if (Double.isNaN(value) || !learn) {
      return;
    }
    warmUp.add(timeMillis, MonotonicTime.bounded(value));
    if (!warmUp.full()) {
      return;
    }
    unit = warmUp.unit();
    double[] tame = warmUp.tame();
    for (int i = 0; i < tame.length; i++) {
      row(warmUp.timeMillis(i), tame[i], true);
    }
    warmUp.forget();
  }

  private Verdict row(long timeMillis, double value, boolean learn) {
    if (unit == 0) {
      unit = Math.abs(value);
    }
    // In units of one of the first values, so that a change of unit changes nothing.
    double scaled = unit == 0 ? 0 : Math.clamp(value / unit, -LARGEST, LARGEST);
    double steps = sampleInterval.next(timeMillis);
    if (steps > GAP_STEPS) {
      values.gap(movement(timeMillis, steps * sampleInterval.stepMillis()), steps);
    }
    rows += learn ? 1 : 0;
    double windowsPerRow = windowsPerRow();
    threshold = Math.max(requested / 2, requested + margin());
    recurrence.at(sampleInterval.localMillis(timeMillis));
    values.next(
        scaled,
        new Seen(rows, windowsPerRow),
        recurrence.least(threshold) + rate.discount(threshold),
        learn,
        recurrence.recurs(threshold));
    windows.all().forEach(Statistic::fade);
    seasons.all().forEach(Statistic::fade);
    if (sampleInterval.stepMillis() > 0) {
      window(timeMillis, scaled, learn);
    }
    return judge(learn);
  }

  /** How far the level may have moved in so many milliseconds until a time. */
  private double movement(long timeMillis, double passedMillis) {
    double windowMillis = Math.max(WINDOW_MILLIS, sampleInterval.stepMillis());
    double usual =
        seasons.movement(
            sampleInterval.localMillis(timeMillis - (long) passedMillis),
            sampleInterval.localMillis(timeMillis));
    return Math.hypot(windows.movement(passedMillis / windowMillis), usual);
  }

  private double margin() {
    double ratio = Math.max(MINUTE, sampleInterval.stepMillis() / WINDOW_MILLIS);
    return (ratio > 1 ? MARGIN : EASE) * Math.log(ratio);
  }

  /** Of a row in windows, at least 1. */
  private double windowsPerRow() {
    return Math.max(1, sampleInterval.stepMillis() / WINDOW_MILLIS);
  }

  private void window(long timeMillis, double value, boolean learn) {
    if (sampleInterval.stepMillis() >= WINDOW_MILLIS / 2.0) {
      windowRow(timeMillis, value, sampleInterval.stepMillis(), learn);
      return;
    }
    long now = Math.floorDiv(timeMillis, WINDOW_MILLIS);
    if (now != bucket && bucketRows > 0) {
      windowRow(bucket * WINDOW_MILLIS, bucketSum / bucketRows, WINDOW_MILLIS, bucketLearns);
      bucketSum = 0;
      bucketRows = 0;
      bucketLearns = true;
    }
    bucket = now;
    bucketSum += value;
    bucketRows++;
    bucketLearns &= learn;
  }

  private void windowRow(long timeMillis, double value, double stepMillis, boolean learn) {
    double tame = windows.tame(value);
    windows.next(value, learn);
    seasons.next(sampleInterval.localMillis(timeMillis), tame, stepMillis, windows.rows(), learn);
  }

  private Verdict judge(boolean learn) {
    Statistic value = strongest(values.all());
    Statistic window = strongest(windows.all());
    Statistic season = strongest(seasons.all());
    Statistic slow = window.held() >= season.held() ? window : season;
    double sum = sum(windows.all()) + sum(seasons.all());
    double longer = 1 + LONGER * Math.log(windowsPerRow());
    double slowSurprisal = longer * (slow.held() + OTHERS * (sum - slow.held()));
    double surprisal =
        Math.max(value.held(), slowSurprisal) + TOGETHER * Math.min(value.held(), slowSurprisal);
    double left = surprisal - rate.discount(threshold);
    if (learn) {
      rate.next(surprisal, threshold);
    }
    left = recurrence.next(left, threshold, learn);
    return verdict(left, value.held() >= slowSurprisal ? value.words() : slow.words());
  }

  private Verdict verdict(double left, String words) {
    // What reaches the threshold is as rare as was asked for, however much evidence that takes.
    double surprisal = Math.clamp(left * requested / threshold, 0, MOST_SURPRISAL);
    return new Verdict(
        surprisal / (surprisal + requested),
        Math.exp(surprisal),
        finite(values.expected() * unit),
        finite(values.lower() * unit),
        finite(values.upper() * unit),
        surprisal >= requested ? words : "",
        false);
  }

  private static double finite(double value) {
    return Math.clamp(value, -Double.MAX_VALUE, Double.MAX_VALUE);
  }

  private static Statistic strongest(List<Statistic> statistics) {
    Statistic strongest = statistics.getFirst();
    for (int i = 1; i < statistics.size(); i++) {
      if (statistics.get(i).held() > strongest.held()) {
        strongest = statistics.get(i);
      }
    }
    return strongest;
  }

  private static double sum(List<Statistic> statistics) {
    double sum = 0;
    for (int i = 0; i < statistics.size(); i++) {
      sum += statistics.get(i).held();
    }
    return sum;
  }

  @Override
  public void write(ByteWriter out) {
    out.u8(FORMAT);
    monotonicTime.write(out);
    warmUp.write(out);
    sampleInterval.write(out);
    values.write(out);
    windows.write(out);
    seasons.write(out);
    recurrence.write(out);
    rate.write(out);
    Bits.write(out, unit, bucketSum, threshold);
    out.varint(rows).zigzag(bucket).varint(bucketRows).u8(bucketLearns ? 1 : 0);
    // Older releases read no further, and know no doubt.
    if (values.doubts()) {
      values.writeDoubts(out);
    }
  }

  /**
   * Reads what {@link #write} wrote. What a release with other statistics learnt is of no use to
   * these: they begin anew.
   */
  public static TailEnsemble read(ByteReader in, DetectorSettings settings) {
    int format = in.u8();
    if (format < 1 || format > FORMAT) {
      throw new CorruptValueException(
          "tail ensemble: format version " + format + " (expected: 1 to " + FORMAT + ")");
    }
    if (format < FORMAT) {
      return new TailEnsemble(settings);
    }
    TailEnsemble read = new TailEnsemble(settings);
    read.monotonicTime = MonotonicTime.read(in);
    read.warmUp.read(in);
    read.sampleInterval.read(in);
    read.values.read(in);
    read.windows.read(in);
    read.seasons.read(in);
    read.recurrence.read(in);
    read.rate.read(in);
    read.unit = Bits.read(in);
    read.bucketSum = Bits.read(in);
    read.threshold = Bits.read(in);
    read.rows = in.varint();
    read.bucket = in.zigzag();
    read.bucketRows = (int) in.varint();
    read.bucketLearns = in.u8() == 1;
    if (in.hasMore()) {
      read.values.readDoubts(in);
    }
    return read;
  }
}
