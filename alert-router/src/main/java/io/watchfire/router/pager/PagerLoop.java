/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import io.watchfire.router.incident.AlertStatus;
import io.watchfire.router.incident.Change;
import io.watchfire.router.incident.Incidents;
import io.watchfire.router.incident.Notification;
import io.watchfire.router.incident.NotificationJson;
import io.watchfire.router.oncall.OnCallConfig;
import io.watchfire.runtime.kafka.KafkaSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of the pager between two failures. Of all instances the one that Kafka gives the inbox's
 * only partition leads: it reads what was told, lets {@link Incidents} decide, writes down, and
 * only then sends. Whatever fails ends this life; the next one goes on with what was written down.
 */
final class PagerLoop implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(PagerLoop.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration POSITION = Duration.ofSeconds(5);
  private static final long PROOF_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long TICK_NANOS = Duration.ofMillis(500).toNanos();

  private final PagerTopics topics;
  private final KafkaSettings kafka;
  private final IncidentTail tail;
  private final OwnAlerts ownAlerts;
  private final OnCallConfig config;
  private final Dispatcher dispatcher;
  private final Host host;
  private final Clock clock;
  private final NotificationJson notifications = new NotificationJson();
  private final CommandJson commands = new CommandJson();
  private boolean assigned;
  private volatile @Nullable Lead lead;
  private boolean askedForEnd;
  private long ticked;
  private long proven;

  /** What whoever leads has, and nobody else. */
  private record Lead(Incidents incidents, IncidentLog log, AbsencePoller absencePoller) {}

  /** What outlives the loop. */
  interface Host {
    /** Whether the loop is to go on. */
    boolean isOpen();

    /** Kafka has taken this instance in. */
    void joined();

    /** For whoever begins to lead. */
    AbsencePoller absencePoller();
  }

  PagerLoop(
      IncidentTopics kept,
      OnCallConfig config,
      OwnAlerts ownAlerts,
      Dispatcher dispatcher,
      Host host,
      Clock clock) {
    this.topics = kept.names();
    this.kafka = kept.kafka();
    this.tail = kept.tail();
    this.config = config;
    this.ownAlerts = ownAlerts;
    this.dispatcher = dispatcher;
    this.host = host;
    this.clock = clock;
  }

  /** Until it is not to go on, or Kafka fails. */
  void run(Consumer<byte[], byte[]> consumer) throws InterruptedException {
    consumer.subscribe(List.of(topics.inbox()), this);
    try {
      while (host.isOpen()) {
        List<ConsumerRecord<byte[], byte[]>> told = new ArrayList<>();
        consumer.poll(POLL).forEach(told::add);
        if (assigned) {
          lead(consumer, told);
        }
      }
    } finally {
      resign();
    }
  }

  /** Whether this instance is the one that pages. */
  boolean leads() {
    return lead != null;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    host.joined();
    assigned = assigned || !partitions.isEmpty();
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    if (!partitions.isEmpty()) {
      assigned = false;
      resign();
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    onPartitionsRevoked(partitions);
  }

  private void lead(Consumer<byte[], byte[]> consumer, List<ConsumerRecord<byte[], byte[]>> told)
      throws InterruptedException {
    Lead held = lead;
    Lead leading = held == null ? takeOver() : held;
    Incidents now = leading.incidents();
    List<Change> changes = new ArrayList<>();
    Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
    askedForEnd = false;
    for (ConsumerRecord<byte[], byte[]> record : told) {
      changes.addAll(decide(now, record));
      read.put(
          new TopicPartition(record.topic(), record.partition()),
          new OffsetAndMetadata(record.offset() + 1));
    }
    List<Dispatcher.Answer> answers = new ArrayList<>(dispatcher.answers());
    for (Dispatcher.Answer answer : answers) {
      changes.addAll(
          now.answered(answer.incident(), answer.page(), answer.result(), clock.instant()));
    }
    prove(consumer, read);
    List<String> forgotten = List.of();
    if (System.nanoTime() - ticked > TICK_NANOS) {
      ticked = System.nanoTime();
      changes.addAll(now.tick(clock.instant()));
      changes.addAll(leading.absencePoller().learned(now, clock.instant()));
      forgotten = now.forget(clock.instant());
    }
    if (!(changes.isEmpty() && forgotten.isEmpty() && read.isEmpty())) {
      leading.log().write(changes, forgotten, read, consumer.groupMetadata());
    }
    for (Dispatcher.Answer answer : answers) {
      dispatcher.answers().remove(answer);
      dispatcher.done(answer);
    }
    dispatcher.send(now.due(clock.instant()), now);
  }

  /**
   * Polling does not fail while Kafka is away, and nothing need be written for hours: a write now
   * and then shows that we still can, and still lead.
   */
  private void prove(
      Consumer<byte[], byte[]> consumer, Map<TopicPartition, OffsetAndMetadata> read) {
    if (System.nanoTime() - proven > PROOF_NANOS) {
      proven = System.nanoTime();
      for (TopicPartition partition : consumer.assignment()) {
        read.putIfAbsent(partition, new OffsetAndMetadata(consumer.position(partition, POSITION)));
      }
    }
  }

  private Lead takeOver() throws InterruptedException {
    IncidentLog log = new IncidentLog(kafka, topics.incidents(), topics.audit());
    try {
      tail.awaitEnd();
      Incidents restored = new Incidents(config, ownAlerts);
      tail.all().forEach(restored::restore);
      LOG.info("on call is led here, {} incidents are kept", tail.all().size());
      Lead taken = new Lead(restored, log, host.absencePoller()); // who did not lead has not asked
      lead = taken;
      return taken;
    } catch (InterruptedException | RuntimeException e) {
      log.close();
      throw e;
    }
  }

  private void resign() {
    Lead held = lead;
    lead = null;
    if (held != null) {
      held.log().close();
    }
  }

  private List<Change> decide(Incidents to, ConsumerRecord<byte[], byte[]> record)
      throws InterruptedException {
    Header type = record.headers().lastHeader(Inbox.TYPE);
    String name = type == null ? "" : new String(type.value(), StandardCharsets.UTF_8);
    try {
      return switch (name) {
        case Inbox.NOTIFICATION -> {
          Notification notification = notifications.read(record.value());
          settleDoubt(notification);
          yield to.notified(notification, record.offset(), clock.instant());
        }
        case Inbox.COMMAND -> to.asked(commands.read(record.value()), clock.instant());
        default -> throw new IllegalArgumentException("type: " + name);
      };
    } catch (KafkaException e) {
      throw e; // it will be read again
    } catch (RuntimeException e) {
      // It stays in the topic; read again it would fail again, and hold up everybody else's pages.
      LOG.error("{}@{} is skipped", record.topic(), record.offset(), e);
      return List.of();
    }
  }

  /**
   * Alertmanager says that an alert of ours fires which is over here: either it has not heard yet,
   * or another instance told it of a new beginning that we have not read. Reading all that is
   * written by now tells which; whatever Alertmanager knew was written before. Once is enough for
   * all that was told together.
   */
  private void settleDoubt(Notification notification) throws InterruptedException {
    boolean doubtful =
        notification.alerts().stream()
            .anyMatch(
                alert ->
                    alert.firing() && ownAlerts.of(alert.fingerprint()) == AlertStatus.State.OVER);
    if (doubtful && !askedForEnd) {
      ownAlerts.awaitEnd();
      askedForEnd = true;
    }
  }
}
