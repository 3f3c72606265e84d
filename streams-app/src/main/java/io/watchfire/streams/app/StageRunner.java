/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.app;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one stage and keeps it running: a stage that died, or that is not running in time, is closed
 * and started anew, and counted. Seen once in measurements: after a SIGKILL a Streams application
 * may stay in rebalancing for ever, without a word.
 */
final class StageRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StageRunner.class);
  private static final Duration CLOSE = Duration.ofSeconds(10);

  /** More than the session timeout of Kafka's streams groups, by default 45 s. */
  private static final Duration SPARE = Duration.ofSeconds(60);

  private final String name;
  private final Supplier<Topology> topology;
  private final Map<String, Object> settings;
  private final Duration patience;
  private final Counter restarts;
  private @Nullable KafkaStreams streams;
  private long startedAt;
  private long notRunningSince;

  /**
   * @param patience how long it may take to run before it is started anew
   */
  StageRunner(
      String name,
      Supplier<Topology> topology,
      Map<String, Object> settings,
      Duration patience,
      Counter restarts) {
    this.name = name;
    this.topology = topology;
    this.settings = settings;
    this.patience = patience;
    this.restarts = restarts;
  }

  String name() {
    return name;
  }

  synchronized void start(long nowMillis) {
    Properties properties = new Properties();
    properties.putAll(settings);
    KafkaStreams started = new KafkaStreams(topology.get(), new StreamsConfig(properties));
    started.setUncaughtExceptionHandler(
        error -> {
          LOG.error("A thread of {} failed and is replaced", name, error);
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    started.start();
    streams = started;
    startedAt = nowMillis;
    notRunningSince = nowMillis;
  }

  synchronized boolean running() {
    return streams != null && streams.state() == KafkaStreams.State.RUNNING;
  }

  /**
   * Why it does no work, or null if it does. Streams calls itself running before it was given
   * tasks: for seconds at a first start, and until the session of a killed predecessor has run out.
   * Who still has none after that is one instance more than there are partitions.
   */
  synchronized @Nullable String problem(long nowMillis) {
    KafkaStreams current = streams;
    if (current == null || !running()) {
      return name + " is " + state();
    }
    boolean idle =
        current.metadataForLocalThreads().stream()
            .allMatch(thread -> thread.activeTasks().isEmpty());
    return idle && nowMillis - startedAt < SPARE.toMillis() ? name + " has no tasks yet" : null;
  }

  /** How many records of its topics it has not read yet, as its consumers know. */
  synchronized double lag() {
    KafkaStreams current = streams;
    return current == null
        ? Double.NaN
        : current.metrics().values().stream()
            .filter(metric -> metric.metricName().name().equals("records-lag"))
            .map(Metric::metricValue)
            .mapToDouble(value -> value instanceof Double lag && !lag.isNaN() ? lag : 0)
            .sum();
  }

  private String state() {
    return streams == null ? "NOT_STARTED" : streams.state().name();
  }

  /**
   * Starts it anew if it has not been running for too long; to be called now and then. Never
   * throws: what does not succeed this time is tried the next.
   */
  synchronized void watch(long nowMillis) {
    if (running()) {
      notRunningSince = nowMillis;
    } else if (nowMillis - notRunningSince > patience.toMillis()) {
      LOG.warn("{} is {} for {} ms: starting it anew", name, state(), nowMillis - notRunningSince);
      try {
        startAnew(nowMillis);
      } catch (RuntimeException e) {
        LOG.error("{} could not be started anew, trying again", name, e);
      }
    }
  }

  /** Two of one process cannot share a state directory: the old one has to be gone. */
  private void startAnew(long nowMillis) {
    if (streams != null && !stop(streams)) {
      LOG.warn("{} has not stopped yet, waiting for it", name);
      return;
    }
    streams = null;
    restarts.increment();
    start(nowMillis);
  }

  private static boolean stop(KafkaStreams streams) {
    return streams.close(
        CloseOptions.timeout(CLOSE)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
  }

  @Override
  public synchronized void close() {
    if (streams != null) {
      stop(streams);
      streams = null;
    }
  }
}
