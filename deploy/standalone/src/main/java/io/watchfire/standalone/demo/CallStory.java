/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.demo;

import io.watchfire.runtime.process.StopSignal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Who is woken for a page: the first does not answer, the second does, and both hear the end. */
final class CallStory {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration POLL = Duration.ofMillis(50);

  private final Screen screen;
  private final StopSignal stop;
  private final Clock clock;
  private final Phones phones;

  CallStory(Screen screen, StopSignal stop, Clock clock, Phones phones) {
    this.screen = screen;
    this.stop = stop;
    this.clock = clock;
    this.phones = phones;
  }

  /** Before anything happens. */
  void begin() {
    phones.clear();
  }

  /** From the page to its acknowledgement; whether all came as it should. */
  boolean answer() throws InterruptedException {
    Phones.Call first = await("alice", "trigger");
    if (first == null) {
      return false;
    }
    screen.warning("Alice is on call; her phone rings: \"" + first.title() + "\". She is asleep.");
    Phones.Call second = await("bob", "trigger");
    if (second == null) {
      return false;
    }
    screen.warning(
        "Nobody has acknowledged within 5 s, so Bob's phone rings: \"" + second.note() + "\"");
    if (!phones.acknowledge(second)) {
      screen.bad("FAILED: the link in Bob's page was not taken.");
      return false;
    }
    Phones.Call told = await("alice", "acknowledge");
    if (told == null) {
      return false;
    }
    screen.good("Bob acknowledges by the link in the page. Alice reads: \"" + told.note() + "\"");
    return true;
  }

  /** The end; whether both heard of it. */
  boolean end() throws InterruptedException {
    Phones.Call told = await("bob", "resolve");
    if (told == null || await("alice", "resolve") == null) {
      return false;
    }
    screen.good("Both phones show that it is over: \"" + told.note() + "\"");
    return true;
  }

  private Phones.@Nullable Call await(String person, String kind) throws InterruptedException {
    Instant deadline = clock.instant().plus(PATIENCE);
    Phones.Call call = phones.call(person, kind);
    while (call == null) {
      if (stop.pause(POLL)) {
        return null;
      }
      if (clock.instant().isAfter(deadline)) {
        screen.bad(
            "FAILED: no "
                + kind
                + " on the phone of "
                + person
                + " within "
                + PATIENCE.toSeconds()
                + " s.");
        return null;
      }
      call = phones.call(person, kind);
    }
    return call;
  }
}
