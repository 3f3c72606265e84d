/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.anomaly;

import io.watchfire.codec.ByteReader;
import io.watchfire.codec.ByteWriter;
import io.watchfire.codec.CorruptValueException;
import java.util.function.Function;

/** One series under watch: a detector says how rare a value is, a gate whether that alerts. */
public final class Watch {
  private static final int FORMAT = 1;

  private Detector detector;
  private Gate gate;
  private boolean frozen;

  /** Begins to watch. */
  public Watch(Detector detector, Gate gate) {
    this.detector = detector;
    this.gate = gate;
  }

  /**
   * Judges a value and learns it, unless frozen.
   *
   * @param time of the value, milliseconds since the epoch; later than the last one
   * @param value what was measured; NaN if nothing was
   */
  public Watched next(long time, double value) {
    return gate.next(time, value, detector.next(time, value, !frozen));
  }

  /** Passes over a value of an ignored window or a holiday: neither judged nor learnt. */
  public Watched ignore(long time) {
    return gate.next(time, Double.NaN, detector.next(time, Double.NaN, false));
  }

  /** From now on judges but does not learn, until {@link #thaw}. */
  public void freeze() {
    frozen = true;
  }

  /** Learns again. */
  public void thaw() {
    frozen = false;
  }

  /** Whether values are judged but not learnt. */
  public boolean frozen() {
    return frozen;
  }

  /** Begins anew with a detector and a gate that have seen nothing. */
  public void forget(Detector freshDetector, Gate freshGate) {
    detector = freshDetector;
    gate = freshGate;
    frozen = false;
  }

  /** Writes the state for {@link #read}. */
  public void write(ByteWriter out) {
    out.u8(FORMAT).u8(frozen ? 1 : 0);
    gate.write(out);
    detector.write(out);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param detector reads the detector that was watched with
   */
  public static Watch read(
      ByteReader in, GateSettings settings, Function<ByteReader, Detector> detector) {
    int format = in.u8();
    if (format != FORMAT) {
      throw new CorruptValueException(
          "watched series: format version " + format + " (expected: " + FORMAT + ")");
    }
    boolean frozen = in.u8() == 1;
    Gate gate = Gate.read(in, settings);
    Watch watch = new Watch(detector.apply(in), gate);
    watch.frozen = frozen;
    return watch;
  }
}
