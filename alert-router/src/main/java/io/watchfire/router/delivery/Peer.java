/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import io.watchfire.router.alertmanager.AlertmanagerClient;
import io.watchfire.router.alertmanager.Answers;
import io.watchfire.router.alertmanager.Backoff;
import io.watchfire.router.alertmanager.Endpoint;
import io.watchfire.router.alertmanager.SilenceClient;
import io.watchfire.router.config.RouterConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Alertmanager: its client, cursor, watch and delivery, on threads of their own. */
public final class Peer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Peer.class);
  private static final Duration CLOSING = Duration.ofSeconds(2);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration LISTING = Duration.ofSeconds(10);

  private final String name;
  private final ResendSchedule schedule;
  private final DeliverySetup setup;
  private final AlertmanagerClient client;
  private final CursorStore cursor;
  private final AlertFeed feed;
  private final DeliveryAudit audit;
  private final PeerMetrics metrics;
  private final PeerWatch watch;
  private final Deliveries deliveries;
  private final List<Thread> threads = new ArrayList<>();
  private boolean closed;
  private volatile @Nullable String failure;
  private volatile @Nullable String stopped;

  /**
   * Not started.
   *
   * @param looked run whenever the peer was asked how it is
   * @throws IllegalArgumentException if certificates cannot be read; says which
   */
  Peer(Endpoint endpoint, Relabeller relabeller, DeliveryContext context, Runnable looked) {
    RouterConfig config = context.config();
    this.name = endpoint.name();
    this.schedule = new ResendSchedule(config.resendInterval());
    Payload payload = new Payload(config, relabeller, schedule);
    this.setup = new DeliverySetup(name, relabeller, payload, context.clock());
    this.client = new AlertmanagerClient(endpoint);
    this.cursor = new CursorStore(context.admin(), endpoint.memberId(), config.alertsTopic());
    this.feed = context.feed();
    this.audit = context.audit();
    this.metrics = new PeerMetrics(context.metrics(), name);
    this.deliveries = new Deliveries(relabeller, cursor::save);
    this.watch = new PeerWatch(setup, client, metrics, this::asking, deliveries::enqueue, looked);
  }

  /** Begins to deliver. To be called once, when all states of the topic are published. */
  void start() {
    Map<Integer, Long> ends = feed.join(deliveries);
    spawn("watch", () -> deliver(ends));
  }

  /**
   * Its silences.
   *
   * @param headers what says whose
   */
  public SilenceClient silences(Map<String, String> headers) {
    return new SilenceClient(client, headers, setup.clock());
  }

  /**
   * The labels of all that it lists, by fingerprint; null if it does not answer.
   *
   * @param headers what says whose alerts
   */
  public @Nullable Map<String, Map<String, String>> listed(Map<String, String> headers)
      throws InterruptedException {
    try {
      return client.alerts(LISTING, headers);
    } catch (IOException e) {
      LOG.debug("{} lists nothing: {}", name, Answers.reason(e));
      return null;
    }
  }

  /** What stands against delivery, for people. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    String unwell = watch.problem();
    List<String> standing = unwell == null ? deliveries.problems() : List.of(unwell);
    standing.forEach(problem -> problems.add("alertmanager " + name + ": " + problem));
    Stream.of(cursor.problem(), stopped)
        .filter(Objects::nonNull)
        .forEach(problem -> problems.add("alertmanager " + name + ": " + problem));
    return problems;
  }

  /** What people should know though alerts are delivered. */
  List<String> warnings() {
    return Stream.of(watch.warning(), failure)
        .filter(Objects::nonNull)
        .map(warning -> "alertmanager " + name + ": " + warning)
        .toList();
  }

  /** How many members its cluster has by its own account; 0 if it does not say. */
  int clusterSize() {
    return watch.peers();
  }

  @Override
  public void close() {
    feed.leave(deliveries);
    try {
      List<Thread> all;
      synchronized (threads) {
        closed = true;
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
      metrics.close();
    }
  }

  private void deliver(Map<Integer, Long> ends) throws InterruptedException {
    Map<Integer, Long> last = cursor.load(ends);
    cursor.begin(last, ends.keySet());
    watch.look();
    deliveries.start(last, (tenant, queue) -> deliver(tenant, queue, last));
    spawn("cursor", () -> unendingly("cursor", cursor::run));
    unendingly("watch", watch::run);
  }

  private DeliveryLoop deliver(
      String tenant, BlockingQueue<TopicEvent> queue, Map<Integer, Long> committed) {
    Map<String, String> headers = setup.relabeller().headers(tenant);
    DeliveryAccount account =
        new DeliveryAccount(
            name, tenant, audit, metrics, behind -> deliveries.save(tenant, behind));
    DeliveryLoop delivery =
        new DeliveryLoop(
            setup,
            queue,
            new Outbox(schedule, committed, setup.relabeller()::as),
            body -> client.post(body, headers),
            account,
            new Backoff(new Random()));
    spawn("deliver", delivery::run);
    return delivery;
  }

  private @Nullable Map<String, String> asking() {
    Relabeller relabeller = setup.relabeller();
    if (!relabeller.hasTenants()) {
      return Map.of();
    }
    String tenant = relabeller.asking(deliveries.tenants());
    return tenant == null ? null : relabeller.headers(tenant);
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
      if (!closed) {
        threads.add(thread);
        thread.start();
      }
    }
  }

  /** A peer one of whose threads is gone would look well and do nothing. */
  private void unendingly(String role, Task loop) throws InterruptedException {
    while (true) {
      try {
        loop.run();
        return;
      } catch (RuntimeException e) {
        LOG.error("{} of {} failed, going on", role, name, e);
        failure = role + " failed and goes on, see the log: " + e;
        Thread.sleep(AGAIN);
      }
    }
  }

  private void untilInterrupted(String role, Task task) {
    try {
      task.run();
    } catch (InterruptedException e) {
      LOG.debug("{} of {} ends", role, name);
    } catch (RuntimeException e) {
      LOG.error("{} of {} failed", role, name, e);
      stopped = role + " failed, see the log: " + e;
    }
  }
}
