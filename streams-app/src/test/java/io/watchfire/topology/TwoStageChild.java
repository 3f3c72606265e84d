/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.topology;

import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.runtime.kafka.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;

/**
 * A JVM to be killed: {@code all PORT DIR [key=value...]} runs broker and stages, {@code app PORT
 * DIR ...} the stages alone. {@code broker.} begins a broker's setting, the rest is for Streams.
 * Prints a line whenever what it knows about itself changes, and ends with its parent.
 */
final class TwoStageChild {
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
    report(TwoStages.start(bootstrap, dir.resolve("state"), streams));
    while (System.in.read() >= 0) {
      // Nothing is sent; the end of it means that the parent is gone.
    }
    Runtime.getRuntime().halt(2);
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
