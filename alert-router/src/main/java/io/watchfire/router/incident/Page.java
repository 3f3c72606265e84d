/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import io.watchfire.router.targets.message.Message;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message to one target: owed from the moment it is written down, whatever dies.
 *
 * @param number counts the incident's pages; with the incident's id it is the idempotency key
 * @param target the target's name
 * @param person whom it is to reach; empty for a target that is nobody's
 * @param kind what it says
 * @param turn which turn of the escalation caused it, see {@link Escalation#turn}
 * @param note why it is sent, a sentence
 * @param owedAt since when
 * @param state what became of it
 * @param attempts how many failed
 * @param nextAt when to try (again), where it is owed
 * @param detail what the target last answered
 * @param bundle of a digest, and of the end of one; else null
 */
public record Page(
    int number,
    String target,
    String person,
    Message.Kind kind,
    int turn,
    String note,
    Instant owedAt,
    State state,
    int attempts,
    Instant nextAt,
    String detail,
    @Nullable Bundle bundle) {

  /** What became of it. */
  public enum State {
    /** To be sent, or sent without our knowing. */
    OWED("owed"),
    /** Waits, since its contact has had too many. */
    HELD("held"),
    /** Taken. */
    DELIVERED("delivered"),
    /** Given up. */
    FAILED("failed"),
    /** In a digest now. */
    BUNDLED("bundled"),
    /** No longer needed. */
    CANCELLED("cancelled");

    private final String text;

    State(String text) {
      this.text = text;
    }

    /** The name in JSON. */
    public String text() {
      return text;
    }

    /**
     * The state of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static State of(String text) {
      for (State state : values()) {
        if (state.text.equalsIgnoreCase(text)) {
          return state;
        }
      }
      throw new IllegalArgumentException(
          "state: " + text + " (expected: owed, held, delivered, failed, bundled or cancelled)");
    }
  }

  /**
   * Several incidents in one page.
   *
   * @param digest the number of the page that tells of them; the end of it is another page
   * @param incidents their ids
   */
  public record Bundle(int digest, List<String> incidents) {
    /** Copies the list. */
    public Bundle {
      incidents = List.copyOf(incidents);
    }
  }

  /** Whether something is still to happen. */
  boolean isOpen() {
    return state == State.OWED || state == State.HELD;
  }

  /** Whether it may have reached somebody by itself. */
  boolean mayHaveArrived() {
    return state == State.DELIVERED || attempts > 0;
  }

  /** Whether it is a digest that somebody got, and none of these pages tells the end of it. */
  boolean isUnended(List<Page> pages) {
    return kind == Message.Kind.DIGEST
        && !isOpen()
        && mayHaveArrived()
        && pages.stream().noneMatch(page -> page.ends(this));
  }

  /** Whether it ends that page, a digest. */
  private boolean ends(Page other) {
    return kind == Message.Kind.RESOLVE && bundle != null && bundle.digest() == other.number();
  }

  /** Whether it counts for its contact's limit: it wakes somebody. */
  boolean wakes() {
    boolean kindWakes = kind == Message.Kind.TRIGGER || kind == Message.Kind.DIGEST;
    return kindWakes && (state == State.OWED || state == State.DELIVERED);
  }

  Page as(State other, String why) {
    return new Page(
        number, target, person, kind, turn, note, owedAt, other, attempts, nextAt, why, bundle);
  }

  /** To be sent after it had to wait. */
  Page released(Instant now) {
    return new Page(number, target, person, kind, turn, note, now, State.OWED, 0, now, "", bundle);
  }

  Page again(Instant when, String why) {
    return new Page(
        number, target, person, kind, turn, note, owedAt, state, attempts + 1, when, why, bundle);
  }
}
