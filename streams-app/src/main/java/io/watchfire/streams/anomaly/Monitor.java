/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly;

import io.watchfire.streams.anomaly.detector.Detector;
import io.watchfire.streams.anomaly.detector.Verdict;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.codec.CorruptValueException;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One series that is monitored: a detector says how rare a value is, a policy whether that alerts.
 */
public final class Monitor {
  private static final int FORMAT = 1;

  /** With the end of a freeze; written only where there is one. */
  private static final int FORMAT_WITH_END = 2;

  private static final long NEVER = Long.MIN_VALUE;
  private static final long FOR_EVER = Long.MAX_VALUE;

  private Detector detector;
  private AlertPolicy policy;
  private long lastFrozen = NEVER;

  /** Begins to monitor. */
  public Monitor(Detector detector, AlertPolicy policy) {
    this.detector = detector;
    this.policy = policy;
  }

  /**
   * Judges a value and learns it, unless frozen.
   *
   * @param time of the value, milliseconds since the epoch; later than the last one
   * @param value what was measured; NaN if nothing was
   */
  public MonitorResult next(long time, double value) {
    return next(time, value, verdict -> true);
  }

  /**
   * The same for a value that may not be worth an alert.
   *
   * @param mayAlert whether it is, once it is judged; otherwise it counts as calm
   */
  public MonitorResult next(long time, double value, Predicate<Verdict> mayAlert) {
    Verdict verdict = detector.next(time, value, !frozen(time));
    return policy.next(time, mayAlert.test(verdict) ? value : Double.NaN, verdict);
  }

  /** Passes over a value of an ignored window or a holiday: neither judged nor learnt. */
  public MonitorResult ignore(long time) {
    return policy.next(time, Double.NaN, detector.next(time, Double.NaN, false));
  }

  /**
   * From now on judges but does not learn, until {@link #thaw} or until values are younger.
   *
   * @param last time of the last value that is not learnt, milliseconds since the epoch; {@link
   *     Long#MAX_VALUE} for no end
   */
  public void freeze(long last) {
    lastFrozen = last;
  }

  /** Learns again. */
  public void thaw() {
    lastFrozen = NEVER;
  }

  /** Whether a value of that time is judged but not learnt. */
  public boolean frozen(long time) {
    return time <= lastFrozen;
  }

  /** Begins anew with a detector and a policy that have seen nothing. */
  public void forget(Detector freshDetector, AlertPolicy freshPolicy) {
    detector = freshDetector;
    policy = freshPolicy;
    lastFrozen = NEVER;
  }

  /** Writes the state for {@link #read}. */
  public void write(ByteWriter out) {
    if (lastFrozen == NEVER || lastFrozen == FOR_EVER) {
      out.u8(FORMAT).u8(lastFrozen == FOR_EVER ? 1 : 0);
    } else {
      out.u8(FORMAT_WITH_END).zigzag(lastFrozen);
    }
    policy.write(out);
    detector.write(out);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param detector reads the detector that the series was monitored with
   */
  public static Monitor read(
      ByteReader in, AlertPolicySettings settings, Function<ByteReader, Detector> detector) {
    int format = in.u8();
    if (format < FORMAT || format > FORMAT_WITH_END) {
      throw new CorruptValueException(
          "watched series: format version "
              + format
              + " (expected: "
              + FORMAT
              + " to "
              + FORMAT_WITH_END
              + ")");
    }
    long lastFrozen = format == FORMAT_WITH_END ? in.zigzag() : in.u8() == 1 ? FOR_EVER : NEVER;
    AlertPolicy policy = AlertPolicy.read(in, settings);
    Monitor monitor = new Monitor(detector.apply(in), policy);
    monitor.lastFrozen = lastFrozen;
    return monitor;
  }
}
