/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import io.watchfire.router.alertmanager.Backoff;
import io.watchfire.router.alertmanager.Outcome;
import io.watchfire.router.delivery.DeliveryResult.Held;
import io.watchfire.router.delivery.DeliveryResult.Settled;
import io.watchfire.schemas.alert.Alert;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends to one Alertmanager what its {@link Outbox} says is due, on a thread of its own, so that
 * one that hangs delays no other. A failed request leaves everything due; a request that fails
 * because of one alert is halved until that one is found.
 */
public final class DeliveryLoop {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryLoop.class);

  /** As many as Prometheus puts into one request. */
  static final int BATCH = 256;

  /** Somebody has to change something first; hammering would only fill two logs. */
  static final Duration MISCONFIGURED_WAIT = Duration.ofSeconds(30);

  private static final String OURS = "an error of Watchfire itself, see the log: ";
  private static final Duration IDLE = Duration.ofMinutes(1);

  /** Posts a request's body; never throws for what the network or the server does. */
  public interface Poster {
    Outcome post(byte[] body) throws InterruptedException;
  }

  private final String name;
  private final Relabeller relabeller;
  private final Payload payload;
  private final Clock clock;
  private final BlockingQueue<TopicEvent> queue;
  private final Outbox outbox;
  private final Poster poster;
  private final DeliveryAccount account;
  private final Backoff backoff;
  private final RelabellingCollisions collisions = new RelabellingCollisions();
  private Instant holdUntil = Instant.MIN;
  private volatile @Nullable String problem;

  /**
   * Nothing is sent before {@link #run}.
   *
   * @param queue the events that others enqueue
   * @param outbox of this loop alone
   */
  public DeliveryLoop(
      DeliverySetup setup,
      BlockingQueue<TopicEvent> queue,
      Outbox outbox,
      Poster poster,
      DeliveryAccount account,
      Backoff backoff) {
    this.name = setup.name();
    this.relabeller = setup.relabeller();
    this.payload = setup.payload();
    this.clock = setup.clock();
    this.queue = queue;
    this.outbox = outbox;
    this.poster = poster;
    this.account = account;
    this.backoff = backoff;
  }

  /** Until interrupted. */
  public void run() throws InterruptedException {
    while (true) {
      takeEvents();
      try {
        deliverDue();
      } catch (RuntimeException e) {
        LOG.error("delivery to {} failed", name, e);
        hold(backoff.next(), OURS + e);
      }
    }
  }

  private void deliverDue() throws InterruptedException {
    Instant now = clock.instant();
    if (!now.isBefore(holdUntil)) {
      switch (deliver(outbox.due(now, BATCH))) {
        case Settled settled -> unhold();
        case Held held -> hold(held.pause(), held.cause());
      }
    }
    account.pending(outbox.pending());
    account.finished(outbox.cursor());
  }

  /** Why nothing is accepted at present; null if it is, or nothing was due. */
  public @Nullable String problem() {
    return problem;
  }

  /**
   * Waits for the first, then takes all that are there: at the start that is the whole topic, so
   * that no state is sent that the topic has superseded.
   */
  private void takeEvents() throws InterruptedException {
    TopicEvent first = queue.poll(untilNext().toNanos(), TimeUnit.NANOSECONDS);
    if (first != null) {
      List<TopicEvent> events = new ArrayList<>(List.of(first));
      queue.drainTo(events);
      events.forEach(this::take);
    }
  }

  private void take(TopicEvent event) {
    switch (event) {
      case TopicEvent.Changed changed -> observe(changed.record());
      case TopicEvent.Passed passed -> outbox.passed(passed.partition(), passed.offset());
      case TopicEvent.Forgotten gone -> {
        collisions.forget(gone.fingerprint());
        outbox.forget(gone.fingerprint(), gone.partition(), gone.offset());
      }
      case TopicEvent.Restarted restarted -> {
        outbox.peerRestarted(clock.instant());
        holdUntil = Instant.MIN;
      }
      case TopicEvent.BackAgain backAgain -> holdUntil = Instant.MIN;
    }
  }

  /**
   * A state that we stumble over must not take others with it, neither now nor when all that is
   * known is gone through again, so it is not kept.
   */
  private void observe(StateRecord record) {
    Alert alert = record.alert();
    try {
      if (outbox.observe(record, clock.instant())) {
        collisions.observe(record, relabeller.of(alert).labels(), relabeller.as(alert));
      }
    } catch (RuntimeException e) {
      LOG.error("{}: a state of {}", name, record.fingerprint(), e);
      collisions.forget(record.fingerprint());
      outbox.forget(record.fingerprint(), record.partition(), record.offset());
      account.refused(
          new PendingDelivery(record, PendingDelivery.by(alert)), OURS + e, clock.instant());
    }
  }

  private Duration untilNext() {
    Instant now = clock.instant();
    Instant due = outbox.nextDue(now);
    if (due == null) {
      return IDLE;
    }
    Duration wait = Duration.between(now, due.isBefore(holdUntil) ? holdUntil : due);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private DeliveryResult deliver(List<PendingDelivery> batch) throws InterruptedException {
    List<PendingDelivery> sendable = sendable(batch);
    if (sendable.isEmpty()) {
      return new Settled();
    }
    return switch (post(sendable)) {
      case Outcome.Accepted accepted -> {
        sendable.forEach(this::accepted);
        yield new Settled();
      }
      case Outcome.Partial partial -> halve(sendable, partial.cause());
      case Outcome.Rejected rejected -> halve(sendable, rejected.cause());
      case Outcome.Unavailable unavailable -> new Held(backoff.next(), unavailable.cause());
      case Outcome.Misconfigured wrong ->
          new Held(MISCONFIGURED_WAIT, "configuration: " + wrong.cause());
    };
  }

  private DeliveryResult halve(List<PendingDelivery> batch, String cause)
      throws InterruptedException {
    if (batch.size() == 1) {
      refuse(batch.getFirst(), cause);
      return new Settled();
    }
    int middle = batch.size() / 2;
    return switch (deliver(batch.subList(0, middle))) {
      case Settled settled -> deliver(batch.subList(middle, batch.size()));
      case Held held -> held;
    };
  }

  private Outcome post(List<PendingDelivery> batch) throws InterruptedException {
    byte[] body;
    try {
      body = payload.body(batch, clock.instant());
    } catch (RuntimeException e) {
      LOG.error("{}: a request of {} alerts", name, batch.size(), e);
      return new Outcome.Rejected(OURS + e); // halved until it is known whose fault it is
    }
    batch.forEach(outbox::attempting);
    long start = System.nanoTime();
    Outcome outcome = poster.post(body);
    account.request(outcome, batch.size(), Duration.ofNanos(System.nanoTime() - start));
    return outcome;
  }

  /** One without labels would spoil the request for the others. */
  private List<PendingDelivery> sendable(List<PendingDelivery> batch) {
    List<PendingDelivery> out = new ArrayList<>(batch.size());
    for (PendingDelivery pending : batch) {
      Map<String, String> labels = relabeller.of(pending.record().alert()).labels();
      String refusal = relabeller.refusal(labels);
      if (refusal != null) {
        refuse(pending, refusal);
      } else if (collisions.isOutvoted(pending, labels)) {
        outbox.accepted(pending, clock.instant());
      } else {
        out.add(pending);
      }
    }
    return out;
  }

  private void accepted(PendingDelivery pending) {
    Instant now = clock.instant();
    if (outbox.accepted(pending, now)) {
      account.accepted(pending, now);
    }
  }

  private void refuse(PendingDelivery pending, String cause) {
    outbox.refused(pending);
    account.refused(pending, cause, clock.instant());
  }

  private void unhold() {
    if (problem != null) {
      LOG.info("{}: nothing stands against delivery any more", name);
      backoff.reset();
    }
    problem = null;
  }

  private void hold(Duration wait, String cause) {
    holdUntil = clock.instant().plus(wait);
    if (problem == null) {
      LOG.warn("{} does not accept alerts, going on trying: {}", name, cause);
    }
    problem = cause;
  }
}
