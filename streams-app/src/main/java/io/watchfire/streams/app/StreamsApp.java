/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.watchfire.streams.engine.SeriesRule;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.topology.RulesAtWork;
import io.watchfire.streams.topology.Stage;
import io.watchfire.streams.topology.StreamMeters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/** Telemetry in, alerts out: the five stages in this process. */
public final class StreamsApp implements AutoCloseable {
  private static final String MATCH = "match";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long CACHE_BYTES = 64L << 20;
  private static final long WRITE_BUFFER_BYTES = 32L << 20;
  private static final long RECORD_CACHE_BYTES = 48L << 20;
  private static final int PARTITION_FETCH_BYTES = 4 << 20;
  private static final int BATCH_BYTES = 256 << 10;

  private final StreamsAppConfig config;
  private final RulesAtWork rules;
  private final StreamMeters meters;
  private final RuleWatch watch;
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
    this(config, new RulesAtWork(rules, RulesAtWork.A_DAY), metrics);
  }

  /**
   * The same where no other instance shares the work: what a rule made ends as soon as the rule is
   * gone.
   */
  public static StreamsApp alone(StreamsAppConfig config, Rules rules, MeterRegistry metrics) {
    return new StreamsApp(config, RulesAtWork.alone(rules), metrics);
  }

  private StreamsApp(StreamsAppConfig config, RulesAtWork rules, MeterRegistry metrics) {
    this.config = config;
    this.rules = rules;
    this.metrics = metrics;
    this.meters = new StreamMeters(metrics);
    this.watch =
        new RuleWatch(
            config.rules(), config.defaults(), rules, metrics, System.currentTimeMillis());
    this.admin = Admin.create(config.kafka().admin());
    List<Stage> all = Stages.of(config, rules, meters, this::caughtUp);
    this.catchUp =
        new CatchUp(
            admin,
            this::reader,
            all.stream().map(stage -> new CatchUp.Reader(group(stage), stage.inputs())).toList());
    all.forEach(stage -> stages.addFirst(runner(stage)));
  }

  /** Creates topics and starts the stages; returns before they run. */
  public void start() {
    CreatedTopics.ensure(admin, config);
    new MatchOffsets(admin, group(MATCH)).takeOver(matchGroup(), config.inputs().keySet());
    long now = System.currentTimeMillis();
    stages.forEach(stage -> stage.start(now));
    catchUp.start();
    watch.start();
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

  /** What people should know though all of it works, a line each. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    String refused = watch.problem();
    if (refused != null) {
      warnings.add(refused);
    }
    meters
        .held()
        .forEach(
            (rule, groups) ->
                warnings.add(
                    "rule "
                        + rule
                        + " is not known to this instance: its "
                        + groups
                        + (groups == 1 ? " group is" : " groups are")
                        + " held for a day"));
    return warnings;
  }

  /** The rules at work now. */
  public Rules rules() {
    return rules.current().rules();
  }

  /** Those of them that judge a series. */
  public List<SeriesRule> seriesRules() {
    return rules.current().judged();
  }

  @Override
  public void close() {
    watchdog.shutdownNow();
    watch.close();
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

  /** A consumer without a group that looks at what is there. */
  private Consumer<byte[], byte[]> reader() {
    Map<String, Object> settings = config.kafka().consumer();
    settings.putAll(Unread.SMALL);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private boolean caughtUp() {
    return catchUp.done();
  }

  /** The consumer group of a stage. */
  private String group(Stage stage) {
    return stage.name().equals(MATCH) ? matchGroup() : group(stage.name());
  }

  /**
   * The streams protocol allows no change of source topics, so their list is in the group's name.
   */
  private String matchGroup() {
    String inputs = String.join(",", new TreeSet<>(config.inputs().keySet()));
    return group(MATCH) + "-" + Integer.toHexString(inputs.hashCode());
  }

  private String group(String stage) {
    return config.kafka().topic(stage).replace('.', '-');
  }

  private StageRunner runner(Stage stage) {
    String group = group(stage);
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
    StageRunner runner =
        new StageRunner(
            group,
            stage::topology,
            settings,
            PATIENCE,
            metrics.counter("watchfire_stage_restarts", "stage", group));
    Gauge.builder("watchfire_stage_lag_records", runner, StageRunner::lag)
        .tag("stage", group)
        .register(metrics);
    return runner;
  }
}
