/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import io.watchfire.schemas.alert.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * One {@link Outbox} between a log and an Alertmanager in memory, under every fault that the real
 * ones have: answers that get lost, requests that arrive late, an Alertmanager that forgets, a
 * router that forgets everything after its last committed cursor.
 */
public final class OutboxModel {
  private static final ResendSchedule SCHEDULE = new ResendSchedule(Duration.ofMinutes(1));
  private static final int LONGEST_STUCK = 10;
  private static final String POISON = "Poison";

  private final RandomGenerator random;
  private final AlertLog log;
  private final SimulatedAlertmanager alertmanager = new SimulatedAlertmanager();
  private final List<String> story = new ArrayList<>();
  private Instant now = TestAlerts.START;
  private Instant stuckSince = Instant.MAX;
  private Map<Integer, Long> committed = Map.of();
  private Outbox outbox = new Outbox(SCHEDULE, committed);
  private int position;
  private boolean forgot;

  OutboxModel(RandomGenerator random) {
    this.random = random;
    this.log = new AlertLog(random, List.of("A", "B", "C", "D", POISON));
    // A run that dies before its very first commit does not know that it was one.
    commit();
  }

  /** Whatever happens next. */
  void step() {
    pass(random.nextInt(15));
    switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> log.change(now);
      case 4, 5, 6 -> read();
      case 7, 8, 9, 10 -> deliver();
      case 11 -> commit();
      case 12 -> takeStuck();
      case 13 -> forget();
      case 14 -> event();
      default -> crash();
    }
  }

  /** No more faults: all is read, noticed and delivered. */
  void settle() {
    takeStuck();
    event();
    read();
    for (int i = 0; i < 20; i++) {
      now = now.plusSeconds(10);
      outbox.due(now, 100).forEach(this::deliverWell);
    }
    commit();
  }

  TreeSet<String> firing() {
    TreeSet<String> firing = log.firing();
    firing.remove(POISON);
    return firing;
  }

  TreeSet<String> open() {
    return alertmanager.open();
  }

  List<String> reopened() {
    return alertmanager.reopened();
  }

  boolean isDone() {
    return outbox.pending() == 0 && committed.equals(log.ends());
  }

  String story() {
    return String.join("\n", story);
  }

  private void pass(int seconds) {
    now = now.plusSeconds(seconds);
    if (stuckSince.isBefore(now.minusSeconds(LONGEST_STUCK))) {
      takeStuck();
    }
  }

  private static String text(StateRecord record) {
    Alert alert = record.alert();
    return "%d@%d %s %s %s %d"
        .formatted(
            record.partition(),
            record.offset(),
            alert.labels().get("alertname"),
            alert.mode(),
            alert.state(),
            alert.transition());
  }

  public static String name(PendingDelivery pending) {
    return String.valueOf(pending.record().alert().labels().get("alertname"));
  }

  private void read() {
    for (StateRecord record : log.from(position)) {
      story.add("read " + text(record));
      outbox.observe(record, now);
    }
    position = log.size();
  }

  private void deliver() {
    for (PendingDelivery pending : outbox.due(now, 1 + random.nextInt(5))) {
      switch (random.nextInt(5)) {
        case 0 -> enqueue("lost", pending);
        case 1 -> {
          enqueue("answer lost", pending);
          takeUnlessPoison(pending);
        }
        case 2 -> {
          enqueue("stuck", pending);
          if (!name(pending).equals(POISON)) {
            alertmanager.hold(pending);
            stuckSince = now.isBefore(stuckSince) ? now : stuckSince;
          }
        }
        default -> deliverWell(pending);
      }
    }
  }

  private void deliverWell(PendingDelivery pending) {
    enqueue("accepted", pending);
    takeUnlessPoison(pending);
    if (name(pending).equals(POISON)) {
      outbox.refused(pending);
    } else {
      outbox.accepted(pending, now);
    }
  }

  private void enqueue(String fate, PendingDelivery pending) {
    story.add(
        now
            + " "
            + fate
            + ": "
            + name(pending)
            + " "
            + pending.as()
            + " "
            + pending.record().offset());
    outbox.attempting(pending);
  }

  private void takeUnlessPoison(PendingDelivery pending) {
    if (!name(pending).equals(POISON)) {
      alertmanager.take(pending);
    }
  }

  private void commit() {
    committed = outbox.cursor();
    for (int partition = 0; partition < AlertLog.PARTITIONS; partition++) {
      committed.putIfAbsent(partition, 0L);
    }
    story.add("commit " + committed);
  }

  private void takeStuck() {
    story.add("what was stuck arrives");
    alertmanager.takeStuck();
    stuckSince = Instant.MAX;
  }

  private void forget() {
    story.add("Alertmanager forgets");
    alertmanager.loseMemory();
    forgot = true;
  }

  private void event() {
    if (forgot) {
      story.add("which is noticed");
      outbox.peerRestarted(now);
      forgot = false;
    }
  }

  private void crash() {
    story.add("crash");
    alertmanager.dropStuck(); // its connections die with it
    stuckSince = Instant.MAX;
    if (random.nextBoolean()) {
      log.compact();
    }
    outbox = new Outbox(SCHEDULE, committed);
    position = 0;
    forgot = false;
    read();
  }
}
