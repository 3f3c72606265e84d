/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.runtime.config.ConfigFile;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.spec.yaml.RuleFiles;
import io.watchfire.streams.topology.SumsRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded span summaries of a shop go through Kafka and come out as they went in. */
class OnlineBoutiqueIT {
  private static final Path RECORDED =
      Path.of("../../shared/data/online-boutique/span-summaries.jsonl.gz");
  private static final String RULES =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: requests}
      spec:
        objective: 99
        by: [service.name]
        sli: {bad: 'spans{status.code="STATUS_CODE_ERROR"}', total: spans}
      ---
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: seconds}
      spec:
        objective: 99
        by: [service.name]
        sli: {good: spans_duration_sum, total: spans_duration_sum}
      """;

  @TempDir Path dir;

  /** A service in a minute of a rule. */
  private record Cell(String rule, String service, Instant minute) {}

  @Test
  void requestsAndDurationsPerServiceAndMinuteComeOutAsRecorded() throws Exception {
    assumeTrue(Files.exists(RECORDED), "the recorded data of the project is not beside this clone");
    Map<Cell, Long> expected = new TreeMap<>(CellOrder.ORDER);
    Problems problems = new Problems();
    RuleFiles rules = new RuleFiles(problems);
    rules.read("test.yaml", RULES.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"), 0, Map.of())) {
      KafkaSettings kafka = KafkaSettings.embedded(broker.bootstrap());
      StreamsAppConfig config =
          StreamsAppConfig.read(ConfigFile.load(null, Map.of(), problems))
              .withPlace(kafka, dir.resolve("state"), List.of());
      try (StreamsApp app = new StreamsApp(config, rules.rules(), new SimpleMeterRegistry())) {
        app.start();
        produce(kafka, expected);
        Map<Cell, Long> actual = new TreeMap<>(CellOrder.ORDER);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
          Awaitility.await()
              .atMost(Duration.ofSeconds(60))
              .until(
                  () -> {
                    consumer
                        .poll(Duration.ofMillis(200))
                        .forEach(r -> add(actual, r.key(), r.value()));
                    return total(actual) >= total(expected);
                  });
        }
        assertThat(actual).isEqualTo(expected);
      }
    }
  }

  private static long total(Map<Cell, Long> cells) {
    return cells.values().stream().mapToLong(Long::longValue).sum();
  }

  private static void produce(KafkaSettings kafka, Map<Cell, Long> expected) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    List<Future<?>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                kafka.producer(), new ByteArraySerializer(), new ByteArraySerializer());
        BufferedReader lines = recorded()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode summary = mapper.readTree(line);
        Instant end = Instant.parse(summary.get("minute").asText()).plusSeconds(60);
        expect(expected, summary, end);
        byte[] key = summary.get("service").asText().getBytes(StandardCharsets.UTF_8);
        byte[] value = mapper.writeValueAsBytes(ours(mapper, summary, end));
        ProducerRecord<byte[], byte[]> record =
            new ProducerRecord<>(
                kafka.topic("span-summaries"), null, end.toEpochMilli(), key, value);
        sent.add(producer.send(record));
        if (sent.size() % 100 == 0) {
          sent.add(producer.send(record)); // a producer that retries
        }
      }
      for (Future<?> future : sent) {
        future.get();
      }
    }
  }

  private static ObjectNode ours(ObjectMapper mapper, JsonNode summary, Instant end) {
    ObjectNode node = mapper.createObjectNode();
    node.put("service", summary.get("service").asText());
    node.put("operation", summary.get("op").asText());
    node.put("kind", "server");
    node.put("parentService", summary.get("parentService").asText());
    node.put("parentOperation", summary.get("parentOp").asText());
    node.put("callsService", summary.get("callsService").asText());
    node.put("start", end.minusSeconds(60).toString());
    node.put("end", end.toString());
    node.put("count", summary.get("n").asLong());
    node.put("errors", 0);
    node.put("durationSum", micros(summary) / 1e6);
    return node;
  }

  /** The file has milliseconds with three decimals. */
  private static long micros(JsonNode summary) {
    return new BigDecimal(summary.get("durSum").asText()).movePointRight(3).longValueExact();
  }

  private static void expect(Map<Cell, Long> expected, JsonNode summary, Instant end) {
    String service = summary.get("service").asText();
    expected.merge(new Cell("requests", service, end), summary.get("n").asLong(), Long::sum);
    expected.merge(new Cell("seconds", service, end), micros(summary), Long::sum);
  }

  private static void add(Map<Cell, Long> actual, byte[] key, byte[] value) {
    GroupKey group = GroupKey.of(key);
    SumsRecord.read(value)
        .sums()
        .forEach(
            sum ->
                actual.merge(
                    new Cell(
                        group.rule(),
                        group.labels().getOrDefault("service_name", ""),
                        Instant.ofEpochMilli(sum.timeMillis())),
                    sum.total(),
                    Long::sum));
  }

  private static BufferedReader recorded() throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(RECORDED)), StandardCharsets.UTF_8));
  }

  private static KafkaConsumer<byte[], byte[]> consumer(KafkaSettings kafka) {
    Map<String, Object> settings = kafka.consumer("test");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(kafka.topic("sums")));
    return consumer;
  }

  /** Cells in an order that makes a difference readable. */
  private static final class CellOrder {
    static final Comparator<Cell> ORDER =
        Comparator.comparing(Cell::rule).thenComparing(Cell::service).thenComparing(Cell::minute);
  }
}
