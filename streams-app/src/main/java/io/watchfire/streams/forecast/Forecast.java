/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.codec.CorruptValueException;

/**
 * What is known of a gauge's future.
 *
 * @param state what is expected
 * @param holds whether it is worth an alert: the condition was there for long enough, and is not
 *     yet gone for long enough
 * @param earliest when it crosses at the earliest: one time in ten it comes before; milliseconds
 *     since the epoch, {@link #NEVER} if beyond {@link GaugeForecast#REACH} horizons
 * @param expected when it crosses, as likely before as after; or {@link #NEVER}
 * @param latest when it crosses at the latest: one time in ten it comes after; or {@link #NEVER}
 * @param low the value at the horizon: one time in twenty it is below; NaN while unknown
 * @param middle the value at the horizon, as likely below as above; NaN while unknown
 * @param high the value at the horizon: one time in twenty it is above; NaN while unknown
 * @param slopePerHour the trend, in the gauge's unit; NaN while unknown
 * @param why the state in words
 */
public record Forecast(
    State state,
    boolean holds,
    long earliest,
    long expected,
    long latest,
    double low,
    double middle,
    double high,
    double slopePerHour,
    String why) {
  /** It will not cross within reach. */
  public static final long NEVER = Long.MAX_VALUE;

  /** What is expected of a gauge. */
  public enum State {
    /** Too little was seen, or too much changed, to say anything. */
    LEARNING(1),
    /** Nothing speaks for a crossing within the horizon. */
    NOT_CROSSING(2),
    /** It crosses within the horizon, even by the cautious bound. */
    WILL_CROSS(3),
    /** It is beyond the limit. */
    CROSSED(4);

    private final int code;

    State(int code) {
      this.code = code;
    }

    private static State of(int code) {
      for (State state : values()) {
        if (state.code == code) {
          return state;
        }
      }
      throw new CorruptValueException("forecast state: " + code + " (expected: 1 to 4)");
    }
  }

  static Forecast learning(boolean holds, String why) {
    double no = Double.NaN;
    return new Forecast(State.LEARNING, holds, NEVER, NEVER, NEVER, no, no, no, no, why);
  }

  Forecast because(String reason) {
    return new Forecast(
        state, holds, earliest, expected, latest, low, middle, high, slopePerHour, reason);
  }

  void write(ByteWriter out) {
    out.u8(state.code).u8(holds ? 1 : 0);
    out.fixed64(earliest).fixed64(expected).fixed64(latest);
    for (double number : new double[] {low, middle, high, slopePerHour}) {
      out.float64(number);
    }
    out.string(why);
  }

  static Forecast read(ByteReader in) {
    return new Forecast(
        State.of(in.u8()),
        in.u8() == 1,
        in.fixed64(),
        in.fixed64(),
        in.fixed64(),
        in.float64(),
        in.float64(),
        in.float64(),
        in.float64(),
        in.string());
  }
}
