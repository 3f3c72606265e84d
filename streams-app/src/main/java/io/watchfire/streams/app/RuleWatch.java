/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.app;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.watchfire.runtime.config.Problem;
import io.watchfire.runtime.config.Problems;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.defaults.DefaultRules;
import io.watchfire.streams.spec.yaml.RuleFiles;
import io.watchfire.streams.topology.RulesAtWork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the files of rules and has the stages work by them when they have changed: whole, or not
 * at all. Files are read once they are the same at two looks, since an editor or a deployment may
 * be in the middle of writing them: half a directory would be rules that are gone.
 */
final class RuleWatch implements AutoCloseable {
  static final int LOOK_SECONDS = 5;

  private static final Logger LOG = LoggerFactory.getLogger(RuleWatch.class);
  private static final ByteBuffer UNREADABLE = ByteBuffer.allocate(0);

  private final List<Path> paths;
  private final DefaultRules defaults;
  private final RulesAtWork rules;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("rule-watch").daemon().factory());
  private Map<Path, ByteBuffer> seen = Map.of();
  private Map<Path, ByteBuffer> read = Map.of();
  private volatile @Nullable String refused;
  private volatile long readAtSeconds;

  /**
   * Not watching yet.
   *
   * @param nowMillis when the rules at work were read, wall clock
   */
  RuleWatch(
      List<Path> paths,
      DefaultRules defaults,
      RulesAtWork rules,
      MeterRegistry metrics,
      long nowMillis) {
    this.paths = List.copyOf(paths);
    this.defaults = defaults;
    this.rules = rules;
    this.readAtSeconds = nowMillis / 1_000;
    Gauge.builder(
            "watchfire_rules_last_reload_successful", this, watch -> watch.refused == null ? 1 : 0)
        .description("Whether the files of rules could be taken when they were last read")
        .register(metrics);
    Gauge.builder(
            "watchfire_rules_last_reload_success_timestamp_seconds",
            this,
            watch -> watch.readAtSeconds)
        .description("When the files of rules were last taken")
        .register(metrics);
  }

  void start() {
    if (!paths.isEmpty()) {
      var unused =
          looking.scheduleWithFixedDelay(
              () -> look(System.currentTimeMillis()), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Why the rules at work are not those of the files; null if they are. */
  @Nullable String problem() {
    return refused;
  }

  /** Looks once; never throws. */
  void look(long nowMillis) {
    try {
      Map<Path, ByteBuffer> now = contents();
      boolean settled = now.equals(seen);
      seen = now;
      if (settled && !now.equals(read)) {
        read = now;
        read(nowMillis);
      }
    } catch (RuntimeException e) {
      LOG.error("Rules cannot be looked at, trying again", e);
    }
  }

  private void read(long nowMillis) {
    Problems problems = new Problems();
    WrittenRules written = WrittenRules.read(paths, defaults, problems);
    if (!problems.isEmpty()) {
      refuse(problems.list());
      return;
    }
    refused = null;
    readAtSeconds = nowMillis / 1_000;
    Rules before = rules.current().rules();
    rules.replace(written.rules());
    if (!before.equals(written.rules())) {
      LOG.info("Rules have changed: {} are at work now", written.rules().size());
      written.warnings().forEach(warning -> LOG.warn("{}", warning.problem()));
    }
  }

  private void refuse(List<Problem> problems) {
    refused =
        "rules have changed but cannot be taken, those of before go on: "
            + problems.getFirst()
            + (problems.size() == 1 ? "" : " and " + (problems.size() - 1) + " more");
    LOG.error(
        "Rules have changed but cannot be taken, those of before go on:\n{}",
        problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
  }

  /** Every file that would be read, with what is in it. */
  private Map<Path, ByteBuffer> contents() {
    RuleFiles files = new RuleFiles(new Problems());
    Map<Path, ByteBuffer> contents = new HashMap<>();
    for (Path path : paths) {
      contents.put(path, UNREADABLE);
      for (Path file : files.list(path)) {
        contents.put(file, content(file));
      }
    }
    return contents;
  }

  private static ByteBuffer content(Path file) {
    try {
      return ByteBuffer.wrap(Files.readAllBytes(file));
    } catch (IOException e) {
      return UNREADABLE;
    }
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
