/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.watchfire.streams.engine.SeriesRule;
import io.watchfire.streams.ingest.Ingest;
import io.watchfire.streams.ingest.RuleIndex;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.topology.StreamMeters;
import io.watchfire.streams.topology.TopicNames;
import io.watchfire.streams.topology.Topologies;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** Telemetry in, alerts out: the five stages in this process. */
public final class StreamsApp implements AutoCloseable {
  private static final String SERIES = "series";
  private static final String RULES = "rules";
  private static final String ANOMALIES = "anomalies";
  private static final String GATHER = "gather";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long CACHE_BYTES = 64L << 20;
  private static final long WRITE_BUFFER_BYTES = 32L << 20;
  private static final long RECORD_CACHE_BYTES = 48L << 20;
  private static final int PARTITION_FETCH_BYTES = 4 << 20;
  private static final int BATCH_BYTES = 256 << 10;

  private final StreamsAppConfig config;
  private final Rules rules;
  private final MeterRegistry metrics;
  private final Admin admin;
  private final RocksMemory.Shared memory = new RocksMemory.Shared(CACHE_BYTES, WRITE_BUFFER_BYTES);
  private final List<StageRunner> stages = new ArrayList<>();
  private final CatchUp catchUp;
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("watchdog").daemon().factory());

  /**
   * Prepares the stages.
   *
   * @param rules written and default ones, with unique names
   */
  public StreamsApp(StreamsAppConfig config, Rules rules, MeterRegistry metrics) {
    this.config = config;
    this.rules = rules;
    this.metrics = metrics;
    this.admin = Admin.create(config.kafka().admin());
    TopicNames names = new TopicNames(config.kafka().topicPrefix());
    String match = matchGroup();
    this.catchUp =
        new CatchUp(
            admin,
            List.of(
                new CatchUp.Stage(match, List.copyOf(config.inputs().keySet())),
                new CatchUp.Stage(group(SERIES), List.of(names.packed())),
                new CatchUp.Stage(group(RULES), List.of(names.sums())),
                new CatchUp.Stage(group(ANOMALIES), List.of(names.sums())),
                new CatchUp.Stage(group(GATHER), List.of(names.detections()))));
    Topologies topologies = new Topologies(names, new StreamMeters(metrics));
    addStages(topologies, match);
  }

  /** Creates topics and starts the stages; returns before they run. */
  public void start() {
    CreatedTopics.ensure(admin, config);
    new MatchOffsets(admin, group("match")).takeOver(matchGroup(), config.inputs().keySet());
    long now = System.currentTimeMillis();
    stages.forEach(stage -> stage.start(now));
    catchUp.start();
    var unused =
        watchdog.scheduleWithFixedDelay(
            () -> stages.forEach(stage -> stage.watch(System.currentTimeMillis())),
            1,
            1,
            TimeUnit.SECONDS);
  }

  /** Why the app is not ready, a line each; empty when all of it works. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    long now = System.currentTimeMillis();
    for (StageRunner stage : stages) {
      String problem = stage.problem(now);
      if (problem != null) {
        problems.add(problem);
      }
    }
    if (!catchUp.done()) {
      problems.add("catching up with what was written while away");
    }
    return problems;
  }

  /** The rules at work. */
  public Rules rules() {
    return rules;
  }

  @Override
  public void close() {
    watchdog.shutdownNow();
    catchUp.close();
    List<Thread> closing = new ArrayList<>();
    stages.forEach(stage -> closing.add(Thread.ofVirtual().start(stage::close)));
    for (Thread thread : closing) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    admin.close(Duration.ofSeconds(5));
    memory.close();
  }

  /** The consumer group of a stage. */
  private String group(String stage) {
    return config.kafka().topic(stage).replace('.', '-');
  }

  /**
   * The streams protocol allows no change of source topics, so their list is in the group's name.
   */
  private String matchGroup() {
    String inputs = String.join(",", new TreeSet<>(config.inputs().keySet()));
    return group("match") + "-" + Integer.toHexString(inputs.hashCode());
  }

  private void addStages(Topologies topologies, String match) {
    RuleIndex index = new RuleIndex(rules.indicators());
    long seed = new SecureRandom().nextLong();
    stages.add(
        stage(
            match,
            () ->
                topologies.match(
                    config.inputs().keySet(),
                    () ->
                        new Ingest(
                            config.inputs(), index, config.tenants(), config.clusters(), seed))));
    int seriesPerPartition = Math.ceilDiv(config.limits().seriesPerTenant(), config.partitions());
    stages.add(stage(group(SERIES), () -> topologies.series(seriesPerPartition)));
    stages.add(
        stage(group(RULES), () -> topologies.rules(rules, config.partitions(), catchUp::done)));
    List<SeriesRule> judged = SeriesRule.of(rules);
    stages.add(
        stage(
            group(ANOMALIES),
            () -> topologies.anomalies(judged, config.partitions(), catchUp::done)));
    stages.add(stage(group(GATHER), () -> topologies.gather(judged, catchUp::done)));
    Collections.reverse(stages);
  }

  private StageRunner stage(String group, Supplier<Topology> topology) {
    Map<String, Object> settings = config.kafka().streams(group, config.stateDirectory());
    settings.put("default.key.serde", Serdes.ByteArraySerde.class);
    settings.put("default.value.serde", Serdes.ByteArraySerde.class);
    settings.put("num.stream.threads", config.threads());
    settings.put("statestore.cache.max.bytes", RECORD_CACHE_BYTES);
    settings.put("rocksdb.config.setter", RocksMemory.class);
    settings.put(RocksMemory.KEY, memory);
    settings.put("consumer.auto.offset.reset", "earliest");
    // A larger batch is fetched all the same, alone.
    settings.put("consumer.max.partition.fetch.bytes", PARTITION_FETCH_BYTES);
    // No stage compares its partitions, so none has to wait for another one's records.
    settings.put("max.task.idle.ms", StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    // What is sent shows at the next commit, so filling requests until then delays nothing.
    settings.put("producer.linger.ms", 20);
    settings.put("producer.batch.size", BATCH_BYTES);
    // A second request would overtake the first of a transaction, which may have to be repeated.
    settings.put("producer.max.in.flight.requests.per.connection", 1);
    // As the system sizes them: with Kafka's own sizes a busy stage makes a call every 64 KB.
    settings.put("consumer.receive.buffer.bytes", -1);
    settings.put("producer.send.buffer.bytes", -1);
    StageRunner stage =
        new StageRunner(
            group,
            topology,
            settings,
            PATIENCE,
            metrics.counter("watchfire_stage_restarts", "stage", group));
    Gauge.builder("watchfire_stage_lag_records", stage, StageRunner::lag)
        .tag("stage", group)
        .register(metrics);
    return stage;
  }
}
