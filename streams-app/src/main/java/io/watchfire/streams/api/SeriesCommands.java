/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.api;

import io.watchfire.runtime.http.HttpException;
import io.watchfire.runtime.http.Request;
import io.watchfire.runtime.http.Response;
import io.watchfire.schemas.series.SeriesReading;
import io.watchfire.streams.engine.SeriesCommand;
import io.watchfire.streams.engine.SeriesRule;
import io.watchfire.streams.topology.SumsRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/v1/anomalies/commands}: finds the series that are meant among those that were
 * judged, and writes a command for each where its numbers are. Answered when Kafka has all of them.
 */
final class SeriesCommands {
  /** More than anybody can have meant without a rule file in hand. */
  static final int MOST = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(SeriesCommands.class);
  private static final int EXAMPLES = 5;
  private static final int ACCEPTED = 202;
  private static final long PATIENCE_SECONDS = 15;

  private final Supplier<List<SeriesRule>> rules;
  private final Supplier<Map<String, SeriesReading>> readings;
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final InstantSource clock;

  /**
   * @param rules at work now
   * @param readings what was last found, by rule and group
   * @param topic of the sums
   */
  SeriesCommands(
      Supplier<List<SeriesRule>> rules,
      Supplier<Map<String, SeriesReading>> readings,
      Producer<byte[], byte[]> producer,
      String topic,
      InstantSource clock) {
    this.rules = rules;
    this.readings = readings;
    this.producer = producer;
    this.topic = topic;
    this.clock = clock;
  }

  Response handle(Request request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    CommandRequest wanted = CommandRequest.read(request.text(), now);
    Map<String, SeriesRule> known = new TreeMap<>();
    rules.get().forEach(rule -> known.put(rule.head().name(), rule));
    SeriesRule rule = known.get(wanted.rule());
    if (rule == null) {
      throw new HttpException(
          404,
          "rule: "
              + wanted.rule()
              + " (expected: a rule that judges a series"
              + examples(List.copyOf(known.keySet()))
              + ")");
    }
    List<SeriesReading> meant = meant(wanted, rule);
    SeriesCommand command =
        new SeriesCommand(wanted.kind(), wanted.rule(), request.principal(), now, wanted.until());
    write(meant, rule.series().indicator(), command);
    LOG.info(
        "Accepted for {} series, tenant {}, labels {}: {}",
        meant.size(),
        wanted.tenant() == null ? "any" : wanted.tenant(),
        SeriesLabels.text(new TreeMap<>(wanted.labels())),
        command.words());
    return Response.json(ACCEPTED, Map.of("commands", meant.size()));
  }

  private List<SeriesReading> meant(CommandRequest wanted, SeriesRule rule) {
    List<SeriesReading> meant = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (SeriesReading reading : readings.get().values()) {
      if (!reading.rule().equals(wanted.rule())) {
        continue;
      }
      Map<String, String> labels = SeriesLabels.of(reading, rule);
      if (matches(wanted, labels)) {
        meant.add(reading);
      } else {
        others.add(SeriesLabels.text(labels));
      }
    }
    if (meant.isEmpty()) {
      throw new HttpException(
          404,
          "no series of rule "
              + wanted.rule()
              + asked(wanted)
              + " (expected: one that has been judged"
              + examples(others)
              + ")");
    }
    if (meant.size() > MOST) {
      throw new HttpException(
          400,
          "labels: "
              + meant.size()
              + " series of rule "
              + wanted.rule()
              + " match (expected: at most "
              + MOST
              + ", narrowed by tenant and labels)");
    }
    return meant;
  }

  private static boolean matches(CommandRequest wanted, Map<String, String> labels) {
    String tenant = wanted.tenant();
    return (tenant == null || tenant.equals(labels.get("tenant")))
        && labels.entrySet().containsAll(wanted.labels().entrySet());
  }

  private static String asked(CommandRequest wanted) {
    Map<String, String> asked = new TreeMap<>(wanted.labels());
    String tenant = wanted.tenant();
    if (tenant != null) {
      asked.put("tenant", tenant);
    }
    return asked.isEmpty() ? "" : " has " + SeriesLabels.text(asked);
  }

  private static String examples(List<String> names) {
    return names.isEmpty()
        ? ", of which there is none yet"
        : names.stream().limit(EXAMPLES).collect(Collectors.joining(" or ", ", such as ", ""));
  }

  private void write(List<SeriesReading> meant, String indicator, SeriesCommand command) {
    byte[] value = SumsRecord.of(command).write();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try {
      for (SeriesReading reading : meant) {
        byte[] measured = SeriesLabels.key(reading, indicator).bytes();
        sent.add(producer.send(new ProducerRecord<>(topic, measured, value)));
      }
      for (Future<RecordMetadata> one : sent) {
        Objects.requireNonNull(one).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      LOG.warn("{} was not written for all {} series", command.words(), meant.size(), e);
      throw new HttpException(
          503, "Kafka did not take every command (expected: the same request again, later)");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HttpException(503, "stopping (expected: the same request again, later)");
    }
  }
}
