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
  private long lastFrozenMillis = NEVER;

  /** Begins to monitor. */
  public Monitor(Detector detector, AlertPolicy policy) {
    this.detector = detector;
    this.policy = policy;
  }

  /**
   * Judges a value and learns it, unless frozen.
   *
   * @param timeMillis of the value, milliseconds since the epoch; later than the last one
   * @param value what was measured; NaN if nothing was
   */
  public MonitorResult next(long timeMillis, double value) {
    return next(timeMillis, value, verdict -> true);
  }

  /**
   * The same for a value that may not be worth an alert.
   *
   * @param mayAlert whether it is, once it is judged; otherwise it counts as calm
   */
  public MonitorResult next(long timeMillis, double value, Predicate<Verdict> mayAlert) {
    Verdict verdict = detector.next(timeMillis, value, !frozen(timeMillis));
    return policy.next(timeMillis, mayAlert.test(verdict) ? value : Double.NaN, verdict);
  }

  /** Passes over a value of an ignored window or a holiday: neither judged nor learnt. */
  public MonitorResult ignore(long timeMillis) {
    return policy.next(timeMillis, Double.NaN, detector.next(timeMillis, Double.NaN, false));
  }

  /**
   * From now on judges but does not learn, until {@link #thaw} or until values are younger.
   *
   * @param lastMillis time of the last value that is not learnt, milliseconds since the epoch;
   *     {@link Long#MAX_VALUE} for no end
   */
  public void freeze(long lastMillis) {
    lastFrozenMillis = lastMillis;
  }

  /** Learns again. */
  public void thaw() {
    lastFrozenMillis = NEVER;
  }

  /** Whether a value of that time is judged but not learnt. */
  public boolean frozen(long timeMillis) {
    return timeMillis <= lastFrozenMillis;
  }

  /** Begins anew with a detector and a policy that have seen nothing. */
  public void forget(Detector freshDetector, AlertPolicy freshPolicy) {
    detector = freshDetector;
    policy = freshPolicy;
    lastFrozenMillis = NEVER;
  }

  /** Writes the state for {@link #read}. */
  public void write(ByteWriter out) {
    if (lastFrozenMillis == NEVER || lastFrozenMillis == FOR_EVER) {
      out.u8(FORMAT).u8(lastFrozenMillis == FOR_EVER ? 1 : 0);
    } else {
      out.u8(FORMAT_WITH_END).zigzag(lastFrozenMillis);
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
    long lastFrozenMillis =
        format == FORMAT_WITH_END ? in.zigzag() : in.u8() == 1 ? FOR_EVER : NEVER;
    AlertPolicy policy = AlertPolicy.read(in, settings);
    Monitor monitor = new Monitor(detector.apply(in), policy);
    monitor.lastFrozenMillis = lastFrozenMillis;
    return monitor;
  }
}
