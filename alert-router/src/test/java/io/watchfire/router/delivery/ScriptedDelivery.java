/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.router.alertmanager.Backoff;
import io.watchfire.router.alertmanager.Outcome;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.RouterConfig;
import io.watchfire.router.delivery.PendingDelivery.As;
import io.watchfire.schemas.alert.Alert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A {@link DeliveryLoop} to an Alertmanager that answers by script, under a clock that stands still
 * while the loop works and jumps while it waits: hours pass at once, and each at its moment.
 */
public final class ScriptedDelivery {
  public static final long SEED = 7;

  private static final RouterConfig CONFIG =
      RouterConfig.to(List.of(AlertmanagerConfig.of("http://am")));
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int ENDLESS = 10_000;

  /** What a request had: names of alerts, those that are over with {@code over} before it. */
  public record Request(Instant at, List<String> alerts) {}

  /** The Alertmanager. */
  public interface Script {
    Outcome answer(List<String> alerts) throws InterruptedException;
  }

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final DeliveryAudit audit =
      new DeliveryAudit(
          producer, CONFIG.auditTopic(), new DeadLetters(producer, CONFIG, metrics), metrics);
  private final WaitlessQueue queue = new WaitlessQueue();
  private final Map<String, String> names = new HashMap<>();
  private final List<Request> requests = new ArrayList<>();
  private final DeliveryLoop loop;
  private Script script = alerts -> new Outcome.Accepted();
  private Map<Integer, Long> cursor = Map.of();
  private Instant now = TestAlerts.START.plusSeconds(300);
  private Instant end = now;
  private long offset;

  public ScriptedDelivery() {
    this(new Relabeller(CONFIG, CONFIG.clusters().getFirst())::as);
  }

  /**
   * @param wanted how the Alertmanager is to see a state
   */
  public ScriptedDelivery(Function<Alert, As> wanted) {
    audit.start();
    loop = loop(wanted);
  }

  private DeliveryLoop loop(Function<Alert, As> wanted) {
    Relabeller relabeller = new Relabeller(CONFIG, CONFIG.clusters().getFirst());
    ResendSchedule schedule = new ResendSchedule(CONFIG.resendInterval());
    return new DeliveryLoop(
        new DeliverySetup(
            "am", relabeller, new Payload(CONFIG, relabeller, schedule), new HandClock()),
        queue,
        new Outbox(schedule, Map.of(), wanted),
        this::post,
        new DeliveryAccount(
            "am", "", audit, new PeerMetrics(metrics, "am"), behind -> cursor = behind),
        new Backoff(new Random(SEED)));
  }

  /** From now on it answers so. */
  public void answers(Script next) {
    script = next;
  }

  /** States are read from partition 0, each at the next offset. */
  public void enqueue(Alert... states) {
    for (Alert state : states) {
      names.put(state.fingerprint(), state.labels().getOrDefault("alertname", "Nameless"));
      enqueue(new TopicEvent.Changed(new StateRecord(state.fingerprint(), state, 0, offset++)));
    }
  }

  public void enqueue(TopicEvent event) {
    queue.add(event);
  }

  /** Until that has passed and all that was due by then is done, or the script interrupts. */
  public void run(Duration duration) {
    end = now.plus(duration);
    try {
      loop.run();
    } catch (InterruptedException e) {
      queue.idle = 0;
    }
  }

  /** All so far. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** What the requests so far had. */
  public List<List<String>> alerts() {
    return requests.stream().map(Request::alerts).toList();
  }

  /** The pauses between the requests so far. */
  public List<Duration> pauses() {
    List<Duration> pauses = new ArrayList<>();
    for (int i = 1; i < requests.size(); i++) {
      pauses.add(Duration.between(requests.get(i - 1).at(), requests.get(i).at()));
    }
    return pauses;
  }

  public Instant now() {
    return now;
  }

  /** What the next run begins with, by partition. */
  public Map<Integer, Long> cursor() {
    return cursor;
  }

  public String problem() {
    return loop.problem();
  }

  /**
   * What the audit trail says of each state, such as {@code accepted A}; to be asked at the end.
   */
  public List<String> account() {
    audit.close();
    return producer.history().stream()
        .filter(record -> record.topic().equals(CONFIG.auditTopic()))
        .map(record -> json(record.value()))
        .map(this::sentence)
        .toList();
  }

  private String sentence(JsonNode entry) {
    String detail = entry.path("detail").asText();
    return entry.path("type").asText().replace("delivery.", "")
        + " "
        + names.get(entry.path("fingerprint").asText())
        + (detail.isEmpty() ? "" : ": " + detail);
  }

  private Outcome post(byte[] body) throws InterruptedException {
    List<String> alerts = new ArrayList<>();
    for (JsonNode alert : json(body)) {
      boolean over = !Instant.parse(alert.path("endsAt").asText()).isAfter(now);
      alerts.add((over ? "over " : "") + alert.at("/labels/alertname").asText());
    }
    requests.add(new Request(now, alerts));
    return script.answer(alerts);
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waiting takes no time, but the clock is later afterwards; past the end it is interrupted. */
  private final class WaitlessQueue extends LinkedBlockingQueue<TopicEvent> {
    private int idle;

    @Override
    public TopicEvent poll(long timeout, TimeUnit unit) throws InterruptedException {
      TopicEvent next = poll();
      if (next != null) {
        return next;
      }
      Instant later = now.plus(Duration.of(timeout, unit.toChronoUnit()));
      idle = later.isAfter(now) ? 0 : idle + 1;
      if (idle > ENDLESS) {
        throw new AssertionError("the loop spins at " + now);
      }
      if (later.isAfter(end)) {
        now = end;
        throw new InterruptedException("the time of the test is over");
      }
      now = later;
      return null;
    }
  }

  private final class HandClock extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("UTC alone");
    }
  }
}
