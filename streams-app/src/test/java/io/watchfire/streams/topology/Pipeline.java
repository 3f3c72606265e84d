/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertJson;
import io.watchfire.schemas.otlp.Encoding;
import io.watchfire.schemas.series.SeriesReading;
import io.watchfire.schemas.series.SeriesReadingJson;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.schemas.slo.SloStatusJson;
import io.watchfire.streams.engine.SeriesCommand;
import io.watchfire.streams.ingest.Ingest;
import io.watchfire.streams.ingest.InputFormat;
import io.watchfire.streams.ingest.Resolver;
import io.watchfire.streams.ingest.RuleIndex;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.SloSpec;
import io.watchfire.streams.topology.anomalies.AnomaliesStage;
import io.watchfire.streams.topology.grouping.GroupingStage;
import io.watchfire.streams.topology.match.MatchStage;
import io.watchfire.streams.topology.rules.GroupStore;
import io.watchfire.streams.topology.rules.RulesStage;
import io.watchfire.streams.topology.series.SeriesStage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The five stages under test drivers, joined by hand; wall time is the test's.
 *
 * <p>Longer than 300 lines, since five stages are joined, restarted and looked into in one place.
 */
final class Pipeline implements AutoCloseable {
  static final String METRICS = "otlp_metrics";
  static final String METRICS_AS_JSON = "otlp_metrics_json";
  static final String SPANS = "otlp_spans";
  static final String JSON_METRICS = "watchfire.metrics";
  static final String SUMMARIES = "watchfire.span-summaries";

  /** No tick and no record is further apart than what counts as listened. */
  static final Duration LISTENED = Duration.ofSeconds(10);

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final List<Alert> alerts = new ArrayList<>();
  final Map<String, SloStatus> status = new HashMap<>();
  final List<SeriesReading> readings = new ArrayList<>();
  final List<SloStatus> statuses = new ArrayList<>();
  final List<TestRecord<byte[], byte[]>> deadLetters = new ArrayList<>();
  final List<Map.Entry<byte[], SumsRecord>> sums = new ArrayList<>();
  boolean caughtUp = true;

  /** Is told of every record that a stage writes, with its topic. */
  BiConsumer<String, TestRecord<byte[], byte[]>> onRecord = (topic, record) -> {};

  private final Supplier<TopologyTestDriver> newMatch;
  private final Supplier<TopologyTestDriver> newSeries;
  private final Supplier<TopologyTestDriver> newRules;
  private final Supplier<TopologyTestDriver> newAnomalies;
  private final Supplier<TopologyTestDriver> newGather;
  private final Path state;
  private TopologyTestDriver match;
  private TopologyTestDriver series;
  private TopologyTestDriver rules;
  private TopologyTestDriver anomalies;
  private TopologyTestDriver gather;
  private RulesAtWork current;
  private Instant wall;

  Pipeline(List<SloSpec> specs, Instant start, Path state) {
    this(Rules.of(specs), start, state);
  }

  Pipeline(Rules rules, Instant start, Path state) {
    wall = start;
    this.state = state;
    StreamMeters meters = new StreamMeters(registry);
    TopicNames names = TopicNames.DEFAULT;
    Map<String, InputFormat> formats =
        Map.of(
            METRICS, new InputFormat(InputFormat.Signal.METRICS, Encoding.OTLP_PROTO),
            METRICS_AS_JSON, new InputFormat(InputFormat.Signal.METRICS, Encoding.OTLP_JSON),
            SPANS, new InputFormat(InputFormat.Signal.SPANS, Encoding.OTLP_PROTO),
            JSON_METRICS, new InputFormat(InputFormat.Signal.METRICS, Encoding.WATCHFIRE_JSON),
            SUMMARIES, new InputFormat(InputFormat.Signal.SPAN_SUMMARIES, Encoding.WATCHFIRE_JSON));
    Resolver tenants =
        new Resolver(
            List.of(new Resolver.ResourceAttribute("tenant.id"), new Resolver.Default("default")));
    Resolver clusters = new Resolver(List.of());
    current = RulesAtWork.alone(rules);
    newMatch =
        () ->
            driver(
                "match",
                new MatchStage(
                    names,
                    meters,
                    List.copyOf(formats.keySet()),
                    current,
                    now ->
                        new Ingest(
                            formats, new RuleIndex(now.indicators()), tenants, clusters, 42)),
                state);
    newSeries =
        () ->
            driver(
                "series",
                new SeriesStage(names, meters, 100_000, current.current().rules().indicators()),
                state);
    newRules =
        () -> driver("rules", new RulesStage(names, meters, current, 1, () -> caughtUp), state);
    newAnomalies =
        () ->
            driver(
                "anomalies", new AnomaliesStage(names, meters, current, 1, () -> caughtUp), state);
    newGather =
        () -> driver("gather", new GroupingStage(names, meters, current, () -> caughtUp), state);
    match = newMatch.get();
    series = newSeries.get();
    this.rules = newRules.get();
    anomalies = newAnomalies.get();
    gather = newGather.get();
  }

  /** Sends a record and lets it flow to its end. */
  void send(String topic, byte[] value) {
    send(topic, value, wall);
  }

  /** Sends a record of which its producer says that it is of that time. */
  void send(String topic, byte[] value, Instant said) {
    send(topic, new TestRecord<>(null, value, said));
  }

  /** Sends a record as it is. */
  void send(String topic, TestRecord<byte[], byte[]> record) {
    input(match, topic).pipeInput(record);
    pump();
  }

  /** Tells every group that was measured so far, as the API does. */
  void tell(SeriesCommand command) {
    sums.stream()
        .map(entry -> Bytes.wrap(entry.getKey()))
        .distinct()
        .forEach(measured -> tell(measured.get(), command));
    pump();
  }

  private void tell(byte[] measured, SeriesCommand command) {
    TestRecord<byte[], byte[]> record =
        new TestRecord<>(measured, SumsRecord.of(command).write(), wall);
    input(rules, TopicNames.DEFAULT.sums()).pipeInput(record);
    input(anomalies, TopicNames.DEFAULT.sums()).pipeInput(record);
  }

  /** Stops the stages with a state and starts them from what their changelogs hold. */
  void restart() {
    restartFrom(kept());
  }

  /** What the changelogs of all stores hold, by the stores' names. */
  Map<String, Map<Bytes, byte[]>> kept() {
    Map<String, Map<Bytes, byte[]>> kept = new TreeMap<>();
    stores().forEach((name, stage) -> kept.put(name, KeptStore.contents(stage, name)));
    return kept;
  }

  /** Stops the stages with a state and starts them from that. */
  void restartFrom(Map<String, Map<Bytes, byte[]>> kept) {
    stores().values().forEach(TopologyTestDriver::close);
    restore("series", "series", kept);
    restore("rules", "groups", kept);
    restore("anomalies", "anomalies", kept);
    restore("gather", "gathered", kept);
    series = newSeries.get();
    rules = newRules.get();
    anomalies = newAnomalies.get();
    gather = newGather.get();
  }

  private Map<String, TopologyTestDriver> stores() {
    return Map.of(
        "series", series,
        "groups", rules,
        "anomalies", anomalies,
        "gathered", gather);
  }

  private void restore(String stage, String store, Map<String, Map<Bytes, byte[]>> kept) {
    KeptStore.restore(
        state.resolve(stage).resolve(stage), store, kept.getOrDefault(store, Map.of()));
  }

  /** The same with other rules. */
  void restart(Rules changed) {
    restart(RulesAtWork.alone(changed));
  }

  /** The same in a process that has those rules. */
  void restart(RulesAtWork changed) {
    current = changed;
    match.close();
    match = newMatch.get();
    restart();
  }

  /** Has the stages go on by other rules without a restart. */
  void reload(Rules changed) {
    current.replace(changed);
  }

  /** The groups as they would be found after a restart. */
  List<GroupStore.Kept> keptGroups() {
    KeyValueStore<Bytes, byte[]> store = rules.getKeyValueStore("groups");
    return new GroupStore(store).all();
  }

  /** Lets wall time pass, second by second. */
  void pass(Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      wall = wall.plusSeconds(1);
      match.advanceWallClockTime(Duration.ofSeconds(1));
      rules.advanceWallClockTime(Duration.ofSeconds(1));
      anomalies.advanceWallClockTime(Duration.ofSeconds(1));
      gather.advanceWallClockTime(Duration.ofSeconds(1));
      pump();
    }
  }

  /** Lets wall time pass by steps, of which none is so long that it was slept through. */
  void advance(Duration time) {
    Duration left = time;
    while (left.compareTo(LISTENED) > 0) {
      sleep(LISTENED);
      left = left.minus(LISTENED);
    }
    sleep(left);
  }

  /** Lets wall time pass with nothing but the ticks of the rules, which are told at its end. */
  void silence(Duration time) {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(time) < 0;
        passed = passed.plus(LISTENED)) {
      wall = wall.plus(LISTENED);
      rules.advanceWallClockTime(LISTENED);
    }
    pump();
  }

  /** Lets wall time pass in one go: whatever is due acts once, at its end, as after a sleep. */
  void sleep(Duration time) {
    wall = wall.plus(time);
    match.advanceWallClockTime(time);
    rules.advanceWallClockTime(time);
    anomalies.advanceWallClockTime(time);
    gather.advanceWallClockTime(time);
    series.advanceWallClockTime(time);
    pump();
  }

  Instant now() {
    return wall;
  }

  double count(String name, String... tags) {
    return registry.find(name).tags(tags).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  private void pump() {
    TopicNames names = TopicNames.DEFAULT;
    take(match, names.packed(), packed -> input(series, names.packed()).pipeInput(packed));
    take(match, names.deadLetters(), deadLetters::add);
    take(
        series,
        names.sums(),
        record -> {
          sums.add(Map.entry(record.key(), SumsRecord.read(record.value())));
          input(rules, names.sums()).pipeInput(record);
          input(anomalies, names.sums()).pipeInput(record);
        });
    take(
        anomalies,
        names.anomalies(),
        judged -> readings.add(new SeriesReadingJson().read(judged.value())));
    take(
        anomalies,
        names.detections(),
        detected -> input(gather, names.detections()).pipeInput(detected));
    for (TopologyTestDriver stage : List.of(anomalies, gather, rules)) {
      take(stage, names.audit(), entry -> alerts.add(new AlertJson().read(entry.value())));
      take(stage, names.alerts(), alert -> {});
    }
    take(rules, names.sloStatus(), this::stand);
  }

  private void take(
      TopologyTestDriver stage, String topic, Consumer<TestRecord<byte[], byte[]>> taker) {
    TestOutputTopic<byte[], byte[]> output =
        stage.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    while (!output.isEmpty()) {
      TestRecord<byte[], byte[]> record = output.readRecord();
      onRecord.accept(topic, record);
      taker.accept(record);
    }
  }

  /** As whoever reads the compacted topic does. */
  private void stand(TestRecord<byte[], byte[]> stand) {
    String key = new String(stand.key(), StandardCharsets.UTF_8);
    if (stand.value() == null) {
      status.remove(key);
      return;
    }
    SloStatus read = new SloStatusJson().read(stand.value());
    status.put(key, read);
    statuses.add(read);
  }

  private TopologyTestDriver driver(String name, Stage stage, Path state) {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
    config.put(StreamsConfig.STATE_DIR_CONFIG, state.resolve(name).toString());
    config.put(
        StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArray().getClass().getName());
    config.put(
        StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArray().getClass().getName());
    return new TopologyTestDriver(stage.topology(), config, wall);
  }

  private static TestInputTopic<byte[], byte[]> input(TopologyTestDriver driver, String topic) {
    return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public void close() {
    match.close();
    series.close();
    rules.close();
    anomalies.close();
    gather.close();
  }
}
