/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Alertmanager: its client, cursor, watch and delivery, on threads of their own. */
final class Member implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Member.class);
  private static final Duration CLOSING = Duration.ofSeconds(2);

  private final String name;
  private final Labelling labelling;
  private final Payload payload;
  private final ResendSchedule schedule;
  private final AlertmanagerClient client;
  private final CursorStore cursor;
  private final DeadLetters deadLetters;
  private final MemberMetrics metrics;
  private final Clock clock;
  private final PeerWatch watch;
  private final BlockingQueue<Notice> inbox = new LinkedBlockingQueue<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile @Nullable DeliveryLoop loop;

  /** Makes members of one cluster. */
  interface Maker {
    /** Not started; {@code looked} is run whenever the member was asked how it is. */
    Member make(AlertmanagerConfig alertmanager, Runnable looked);
  }

  Member(
      AlertmanagerConfig alertmanager,
      Labelling labelling,
      RouterConfig config,
      Admin admin,
      DeadLetters deadLetters,
      MeterRegistry registry,
      Clock clock,
      Runnable looked) {
    this.name = alertmanager.url().toString();
    this.schedule = new ResendSchedule(config.resendInterval());
    this.labelling = labelling;
    this.payload = new Payload(config, labelling, schedule);
    this.client = new AlertmanagerClient(alertmanager);
    this.cursor = new CursorStore(admin, alertmanager.memberId(), config.alertsTopic());
    this.deadLetters = deadLetters;
    this.metrics = new MemberMetrics(registry, name);
    this.clock = clock;
    this.watch = new PeerWatch(name, client, metrics, clock, inbox::add, looked);
  }

  /** Takes a notice for later; never waits. */
  void tell(Notice notice) {
    inbox.add(notice);
  }

  /**
   * Begins to deliver. To be called once, when all states up to the ends were told.
   *
   * @param ends the alerts topic's end offsets by partition
   */
  void start(Map<Integer, Long> ends) {
    spawn("deliver", () -> deliver(ends));
  }

  /** What stands against delivery, for people. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    DeliveryLoop delivery = loop;
    String refused = delivery == null ? null : delivery.problem();
    String unwell = watch.problem();
    if (refused != null || unwell != null) {
      problems.add("alertmanager " + name + ": " + (unwell == null ? refused : unwell));
    }
    if (cursor.problem() != null) {
      problems.add("alertmanager " + name + ": " + cursor.problem());
    }
    return problems;
  }

  /** What people should know though alerts are delivered. */
  List<String> warnings() {
    String warning = watch.warning();
    return warning == null ? List.of() : List.of("alertmanager " + name + ": " + warning);
  }

  /** How many members its cluster has by its own account; 0 if it does not say. */
  int peers() {
    return watch.peers();
  }

  @Override
  public void close() {
    try {
      List<Thread> all;
      synchronized (threads) {
        all = List.copyOf(threads);
      }
      all.forEach(Thread::interrupt);
      for (Thread thread : all) {
        thread.join(CLOSING);
      }
      cursor.flush(CLOSING);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      client.close();
    }
  }

  private void deliver(Map<Integer, Long> ends) throws InterruptedException {
    Map<Integer, Long> last = cursor.load(ends);
    watch.look();
    DeliveryLoop delivery =
        new DeliveryLoop(
            name,
            inbox,
            new Outbox(schedule, last, labelling::as),
            labelling,
            payload,
            client,
            deadLetters,
            metrics,
            new Backoff(new Random()),
            clock,
            cursor::save);
    loop = delivery;
    spawn("cursor", cursor::run);
    spawn("watch", watch::run);
    delivery.run();
  }

  private interface Task {
    void run() throws InterruptedException;
  }

  private void spawn(String role, Task task) {
    Thread thread =
        Thread.ofVirtual()
            .name("watchfire-router-" + role + "-" + name)
            .unstarted(() -> untilInterrupted(role, task));
    synchronized (threads) {
      threads.add(thread);
    }
    thread.start();
  }

  private void untilInterrupted(String role, Task task) {
    try {
      task.run();
    } catch (InterruptedException e) {
      LOG.debug("{} of {} ends", role, name);
    }
  }
}
