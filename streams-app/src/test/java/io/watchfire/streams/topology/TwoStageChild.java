/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.runtime.kafka.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;

/**
 * A JVM to be killed: {@code all PORT DIR [key=value...]} runs broker and stages, {@code app PORT
 * DIR ...} the stages alone. {@code broker.} begins a broker's setting, the rest is for Streams.
 * Prints a line whenever what it knows about itself changes, and ends with its parent.
 */
final class TwoStageChild {
  private static final long PATIENCE = 30_000;

  private TwoStageChild() {}

  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(args[1]);
    Path dir = Path.of(args[2]);
    Map<String, String> broker = new HashMap<>();
    Map<String, String> streams = new HashMap<>();
    for (int i = 3; i < args.length; i++) {
      String key = args[i].substring(0, args[i].indexOf('='));
      String value = args[i].substring(args[i].indexOf('=') + 1);
      if (key.startsWith("broker.")) {
        broker.put(key.substring("broker.".length()), value);
      } else {
        streams.put(key, value);
      }
    }
    say("started");
    if (args[0].equals("all")) {
      EmbeddedBroker.start(dir.resolve("broker"), port, broker);
      say("broker up");
    }
    String bootstrap = "127.0.0.1:" + port;
    try (Admin admin = Admin.create(KafkaSettings.embedded(bootstrap).admin())) {
      Topics.createAndAwait(admin, TwoStages.topics());
    }
    Path state = dir.resolve("state");
    Map<String, KafkaStreams> stages =
        new ConcurrentHashMap<>(TwoStages.start(bootstrap, state, streams));
    report(stages);
    watch(stages, name -> TwoStages.start(name, bootstrap, state, streams));
    while (System.in.read() >= 0) {
      // Nothing is sent; the end of it means that the parent is gone.
    }
    Runtime.getRuntime().halt(2);
  }

  /**
   * The watchdog that the product has: about one restart in eighty did not come back by itself.
   * What it does is said, and the deadline of the test is twice its patience.
   */
  private static void watch(
      Map<String, KafkaStreams> stages, Function<String, KafkaStreams> startAnew) {
    Map<String, Long> lastSeen = new ConcurrentHashMap<>();
    Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory())
        .scheduleWithFixedDelay(
            () ->
                stages.forEach(
                    (name, stage) -> {
                      long now = System.currentTimeMillis();
                      if (stage.state() == KafkaStreams.State.RUNNING) {
                        lastSeen.put(name, now);
                      } else if (now - lastSeen.computeIfAbsent(name, n -> now) > PATIENCE) {
                        say("RESTART of " + name + ", which is " + stage.state());
                        stage.close(Duration.ofSeconds(5));
                        stages.put(name, startAnew.apply(name));
                        lastSeen.put(name, now);
                      }
                    }),
            1,
            1,
            TimeUnit.SECONDS);
  }

  private static void report(Map<String, KafkaStreams> stages) {
    String[] last = {""};
    Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory())
        .scheduleAtFixedRate(
            () -> {
              String status = status(stages);
              if (!status.equals(last[0])) {
                last[0] = status;
                say(status);
              }
            },
            0,
            50,
            TimeUnit.MILLISECONDS);
  }

  private static String status(Map<String, KafkaStreams> stages) {
    StringBuilder status = new StringBuilder("STATUS");
    new TreeMap<>(stages)
        .forEach(
            (name, stage) -> {
              int active =
                  stage.metadataForLocalThreads().stream()
                      .mapToInt(t -> t.activeTasks().size())
                      .sum();
              status.append(' ').append(name).append('=').append(stage.state());
              status.append('/').append(active);
            });
    return status.toString();
  }

  private static void say(String line) {
    System.out.println(System.currentTimeMillis() + " " + line);
  }
}
