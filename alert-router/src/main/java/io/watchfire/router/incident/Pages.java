/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import io.watchfire.router.incident.Incident.Status;
import io.watchfire.router.incident.Page.Bundle;
import io.watchfire.router.incident.Page.State;
import io.watchfire.router.incident.TimelineEvent.What;
import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pages of one incident: owed, sent again, given up, and what must follow each. */
final class Pages {
  /** After so long a page is given up; escalation has long gone on without it. */
  static final Duration PATIENCE = Duration.ofHours(1);

  /** A step whose every page failed so often is not waited for. */
  static final int FAILURES = 3;

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration LONGEST_ASKED = Duration.ofMinutes(10);

  private final IncidentUpdate update;

  Pages(IncidentUpdate update) {
    this.update = update;
  }

  /**
   * Owes a page to each target of a step, unless one is still on its way there.
   *
   * @param held those of the targets whose contact has had too many
   */
  void owe(Map<String, String> targets, Set<String> held, Instant now) {
    Incident incident = update.incident();
    String note = note(incident);
    targets.forEach(
        (target, person) -> {
          boolean onItsWay =
              update.incident().pages().stream()
                  .anyMatch(
                      p ->
                          p.isOpen()
                              && p.target().equals(target)
                              && p.kind() == Message.Kind.TRIGGER);
          if (!onItsWay) {
            boolean holds = held.contains(target);
            add(target, person, Message.Kind.TRIGGER, note, holds ? State.HELD : State.OWED, now);
            update.say(now, holds ? What.PAGE_HELD : What.PAGE_OWED, target, person);
          }
        });
  }

  /** Somebody has it, or it is over: pages on their way are not needed, those told are told so. */
  void followUp(Message.Kind kind, String note, Set<String> besides, Instant now) {
    Map<String, String> told = new LinkedHashMap<>();
    List<Page> pages = new ArrayList<>();
    for (Page page : update.incident().pages()) {
      boolean asks = page.kind() == Message.Kind.TRIGGER && !isEnded(page);
      if (asks && (page.mayHaveArrived() || isBeingSent(page, now))) {
        told.put(page.target(), page.person());
      }
      boolean outdated = page.isOpen() && page.bundle() == null;
      pages.add(outdated ? page.as(State.CANCELLED, note) : page);
      if (outdated) {
        update.say(now, What.PAGE_CANCELLED, page.target(), note);
      }
    }
    update.pages(pages);
    besides.forEach(target -> told.put(target, ""));
    told.forEach((target, person) -> add(target, person, kind, note, State.OWED, now));
  }

  /** Whether its target was told of an end since: the incident was opened again after that. */
  private boolean isEnded(Page page) {
    return update.incident().pages().stream()
        .anyMatch(
            p ->
                p.kind() == Message.Kind.RESOLVE
                    && p.bundle() == null
                    && p.number() > page.number()
                    && p.target().equals(page.target()));
  }

  /** Takes in what a target answered. */
  void answered(int number, Result result, Instant now) {
    List<Page> pages = new ArrayList<>(update.incident().pages());
    for (int i = 0; i < pages.size(); i++) {
      Page page = pages.get(i);
      if (page.number() == number) {
        pages.set(i, after(page, result, now));
        update.pages(pages);
        catchUp(page, result, now);
        return;
      }
    }
  }

  /** Whether the last step reached nobody, and nothing is to be hoped for. */
  boolean stepFailed() {
    Escalation escalation = update.incident().escalation();
    List<Page> ofTurn =
        update.incident().pages().stream().filter(p -> p.turn() == escalation.turn()).toList();
    return !ofTurn.isEmpty()
        && ofTurn.stream()
            .allMatch(
                p ->
                    p.state() == State.FAILED
                        || (p.state() == State.OWED && p.attempts() >= FAILURES));
  }

  void replace(Page page) {
    List<Page> pages = new ArrayList<>(update.incident().pages());
    pages.replaceAll(p -> p.number() == page.number() ? page : p);
    update.pages(pages);
  }

  /** A digest in the name of several incidents, this one among them. */
  void digest(String target, String person, List<String> incidents, Instant now) {
    String note = incidents.size() + " incidents in one message, for there were too many pages";
    Bundle bundle = new Bundle(nextNumber(), incidents);
    Addressee to = new Addressee(target, person);
    append(page(to, Message.Kind.DIGEST, note, State.OWED, now, bundle));
    update.say(now, What.PAGE_OWED, target, note);
  }

  /** Nothing of the digest waits for anybody any more. */
  void cancel(Page digest, Instant now) {
    String why = "none of its incidents waits for anybody any more";
    replace(digest.as(State.CANCELLED, why));
    update.say(now, What.PAGE_CANCELLED, digest.target(), why);
  }

  /** All of the digest is over: one message says so. */
  void end(Page digest, Instant now) {
    String note = "All incidents of the digest are over.";
    Addressee to = new Addressee(digest.target(), digest.person());
    append(page(to, Message.Kind.RESOLVE, note, State.OWED, now, digest.bundle()));
    update.say(now, What.PAGE_OWED, to.target(), note);
  }

  /** A page that was sent while somebody acknowledged still has to be followed up. */
  private void catchUp(Page page, Result result, Instant now) {
    boolean late =
        page.state() == State.CANCELLED
            && page.kind() == Message.Kind.TRIGGER
            && result instanceof Result.Delivered;
    Status status = update.incident().status();
    if (!late || status == Status.TRIGGERED) {
      return;
    }
    Message.Kind kind = status == Status.RESOLVED ? Message.Kind.RESOLVE : Message.Kind.ACKNOWLEDGE;
    boolean told =
        update.incident().pages().stream()
            .anyMatch(
                p ->
                    p.kind() == kind
                        && p.number() > page.number()
                        && p.target().equals(page.target())
                        && p.bundle() == null);
    if (!told) {
      add(page.target(), page.person(), kind, page.detail(), State.OWED, now);
    }
  }

  private Page after(Page page, Result result, Instant now) {
    return switch (result) {
      case Result.Delivered delivered -> {
        update.say(now, What.PAGE_DELIVERED, page.target(), delivered.detail());
        yield page.as(State.DELIVERED, delivered.detail());
      }
      case Result.Later later -> later(page, later, now);
      case Result.Refused refused -> failed(page, refused.detail(), now);
      case Result.Gone gone -> failed(page, gone.detail(), now);
    };
  }

  private Page later(Page page, Result.Later later, Instant now) {
    if (now.isAfter(page.owedAt().plus(PATIENCE))) {
      return failed(page, later.detail() + "; given up", now);
    }
    update.say(now, What.PAGE_DELAYED, page.target(), later.detail());
    return page.again(now.plus(wait(page, later)), later.detail());
  }

  private Page failed(Page page, String detail, Instant now) {
    update.say(now, What.PAGE_FAILED, page.target(), detail);
    return page.as(State.FAILED, detail);
  }

  private static Duration wait(Page page, Result.Later later) {
    Duration asked = later.after();
    if (asked != null) {
      return asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
    }
    Duration doubled = Duration.ofSeconds(1L << Math.min(6, page.attempts() + 1));
    return doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
  }

  private static boolean isBeingSent(Page page, Instant now) {
    return page.state() == State.OWED && page.owedAt().isBefore(now);
  }

  private static String note(Incident incident) {
    Escalation escalation = incident.escalation();
    if (escalation.turn() == 1) {
      return "The first to be told.";
    }
    boolean first = escalation.round() == 0 && escalation.step() == 1;
    return first && incident.isOpenAgain()
        ? "It fires again after it was over."
        : "Turn " + escalation.turn() + ": nobody has acknowledged yet.";
  }

  private void add(
      String target, String person, Message.Kind kind, String note, State state, Instant now) {
    append(page(new Addressee(target, person), kind, note, state, now, null));
  }

  /** At which target, and which person is behind it. */
  private record Addressee(String target, String person) {}

  private Page page(
      Addressee to,
      Message.Kind kind,
      String note,
      State state,
      Instant now,
      @Nullable Bundle bundle) {
    int turn = kind == Message.Kind.TRIGGER ? update.incident().escalation().turn() : 0;
    return new Page(
        nextNumber(), to.target(), to.person(), kind, turn, note, now, state, 0, now, "", bundle);
  }

  private int nextNumber() {
    return update.incident().pages().stream().mapToInt(Page::number).max().orElse(0) + 1;
  }

  private void append(Page page) {
    List<Page> pages = new ArrayList<>(update.incident().pages());
    pages.add(page);
    update.pages(pages);
  }
}
