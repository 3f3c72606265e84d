/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.watchfire.router.incident.Command;
import io.watchfire.router.incident.Incident;
import io.watchfire.router.incident.Incidents;
import io.watchfire.router.targets.message.Target;
import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.runtime.kafka.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * On call: takes what Alertmanager and people say, and wakes whom it concerns. Any number may run;
 * one of them leads, and another takes over within seconds of its death. Only the leader pages.
 */
public final class Pager implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Pager.class);
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final Duration SHOWN = Duration.ofSeconds(2);
  private static final long AGAIN_MILLIS = 500;

  private final PagerConfig config;
  private final KafkaSettings kafka;
  private final PagerTopics topics;
  private final OwnAlerts ownAlerts;
  private final Inbox inbox;
  private final IncidentTail tail;
  private final Dispatcher dispatcher;
  private final Alertmanagers alertmanagers;
  private final SilenceTarget silence;
  private final @Nullable Heartbeats heartbeats;
  private final Clock clock;
  private final CommandJson commands = new CommandJson();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().daemon().name("watchfire-pager").unstarted(this::run);
  private final @Nullable String instance;
  private volatile @Nullable PagerLoop loop;
  private volatile @Nullable String problem = "not started yet";

  /**
   * Opens the clients, without waiting for anything to answer.
   *
   * @param instance a name that stays the same over restarts where there is only one instance, so
   *     that it need not wait for its own session to end; null where there may be several
   */
  public Pager(
      PagerConfig config,
      KafkaSettings kafka,
      AlertSources sources,
      @Nullable String instance,
      MeterRegistry metrics,
      Clock clock) {
    this.config = config;
    this.kafka = kafka;
    this.topics = PagerTopics.of(kafka);
    this.ownAlerts = sources.own();
    this.inbox = new Inbox(kafka, topics.inbox());
    this.tail = new IncidentTail(kafka, topics.incidents());
    this.dispatcher = new Dispatcher(this::target, new Messages(links()), metrics);
    this.silence = new SilenceTarget(sources.alertmanagers(), tail::get, clock);
    this.heartbeats =
        config.heartbeat() == null
            ? null
            : new Heartbeats(config.heartbeat(), () -> leads() && problem == null, metrics);
    this.alertmanagers = sources.alertmanagers();
    this.instance = instance;
    this.clock = clock;
    Gauge.builder("watchfire.pager.leads", this, p -> p.leads() ? 1 : 0)
        .description("1 where pages are sent from")
        .register(metrics);
    Gauge.builder("watchfire.incidents.open", this, Pager::open)
        .description("Incidents that are not resolved")
        .register(metrics);
  }

  /** Begins to work. To be called once. */
  public void start() {
    thread.start();
    if (heartbeats != null) {
      heartbeats.start();
    }
  }

  /** What stands against paging; null if nothing. */
  public @Nullable String problem() {
    return problem;
  }

  /** The incidents as they stand, those of the last day among them. */
  public Collection<Incident> incidents() {
    return tail.all();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      if (!thread.join(CLOSING)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (heartbeats != null) {
      heartbeats.close();
    }
    dispatcher.close();
    tail.close();
    inbox.close();
    config.targets().close();
  }

  public PagerConfig config() {
    return config;
  }

  public @Nullable SignedLinks links() {
    PagerConfig.LinkSettings links = config.links();
    return links == null ? null : new SignedLinks(links.base(), links.key(), links.valid());
  }

  public @Nullable Incident incident(String id) {
    return tail.get(id);
  }

  /** The same for whoever was told of it, which may be sooner than what we show knows it. */
  public @Nullable Incident paged(String id) throws InterruptedException {
    return shown(id, incident -> true);
  }

  /** The incident once it is so; as it is after two seconds otherwise, null if there is none. */
  public @Nullable Incident shown(String id, Predicate<Incident> so) throws InterruptedException {
    long deadline = System.nanoTime() + SHOWN.toNanos();
    Incident incident = tail.get(id);
    while ((incident == null || !so.test(incident)) && System.nanoTime() < deadline) {
      if (closed.await(20, TimeUnit.MILLISECONDS)) {
        return incident;
      }
      incident = tail.get(id);
    }
    return incident;
  }

  /** Whether this instance is the one that pages. */
  boolean leads() {
    PagerLoop running = loop;
    return running != null && running.leads();
  }

  public void notification(byte[] body) throws InterruptedException, Inbox.NotStoredException {
    inbox.store(Inbox.NOTIFICATION, body, Inbox.PATIENCE);
  }

  public void command(Command command) throws InterruptedException, Inbox.NotStoredException {
    command(command, Inbox.PATIENCE);
  }

  /** For whoever waits no longer than that. */
  public void command(Command command, Duration patience)
      throws InterruptedException, Inbox.NotStoredException {
    inbox.store(Inbox.COMMAND, commands.write(command), patience);
  }

  public Clock clock() {
    return clock;
  }

  private @Nullable Target target(String name) {
    return name.equals(Incidents.SILENCE) ? silence : config.targets().get(name);
  }

  private double open() {
    return tail.all().stream().filter(Incident::isOpen).count();
  }

  private void run() {
    boolean created = false;
    while (closed.getCount() > 0) {
      try {
        if (!created) {
          create();
          created = true;
          tail.start();
        }
        lead();
      } catch (KafkaException e) {
        failed(e);
      } catch (RuntimeException e) {
        LOG.error("on call failed, going on", e);
        failed(e);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void create() {
    try (Admin admin = Admin.create(kafka.admin())) {
      Topics.createAndAwait(admin, topics.plan(kafka)).forEach(LOG::warn);
      // Another number of partitions is what the streams app was configured with.
      Topics.createAndAwait(admin, List.of(topics.auditPlan(kafka))).forEach(LOG::debug);
    }
  }

  private void lead() throws InterruptedException {
    while (!ownAlerts.areKnown()) {
      if (closed.await(50, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
    PagerLoop next =
        new PagerLoop(
            new IncidentTopics(topics, kafka, tail),
            config.onCall(),
            ownAlerts,
            dispatcher,
            new LoopHost(),
            clock);
    loop = next;
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      next.run(consumer);
    } finally {
      loop = null;
    }
  }

  private final class LoopHost implements PagerLoop.Host {
    @Override
    public boolean isOpen() {
      return closed.getCount() > 0;
    }

    @Override
    public void joined() {
      problem = null;
    }

    @Override
    public AbsencePoller absencePoller() {
      return new AbsencePoller(alertmanagers, Thread.ofVirtual().name("watchfire-inquiry")::start);
    }
  }

  private void failed(Exception failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String cause = "on call: " + failure.getMessage() + ": " + root.getMessage();
    if (!cause.equals(problem)) {
      LOG.warn("{}", cause);
    }
    problem = cause;
    try {
      if (closed.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.debug("closed");
      }
    } catch (InterruptedException e) {
      closed.countDown();
    }
  }

  private Consumer<byte[], byte[]> consumer() {
    Map<String, Object> properties = kafka.consumer(topics.inbox(), instance);
    properties.put("client.id", "watchfire-oncall");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
