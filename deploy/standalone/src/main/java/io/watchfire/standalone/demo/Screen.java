/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.demo;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Lines with the time of day, in colour where the screen can show it. */
public final class Screen {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

  private final PrintWriter out;
  private final boolean colour;
  private final Clock clock;

  /** Writes there; with escape sequences for colours if {@code colour}. */
  public Screen(PrintWriter out, boolean colour, Clock clock) {
    this.out = out;
    this.colour = colour;
    this.clock = clock;
  }

  void say(String text) {
    line("", text);
  }

  void quiet(String text) {
    line("\u001b[2m", text);
  }

  void good(String text) {
    line("\u001b[32m", text);
  }

  void warning(String text) {
    line("\u001b[33m", text);
  }

  void bad(String text) {
    line("\u001b[1;31m", text);
  }

  private void line(String style, String text) {
    String time = TIME.format(clock.instant().atZone(ZoneId.systemDefault()));
    boolean styled = colour && !style.isEmpty();
    out.println(time + "  " + (styled ? style + text + "\u001b[0m" : text));
    out.flush();
  }
}
