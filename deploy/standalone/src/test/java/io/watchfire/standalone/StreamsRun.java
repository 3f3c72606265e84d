/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.runtime.config.ConfigFile;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.streams.app.StreamsApp;
import io.watchfire.streams.app.StreamsAppConfig;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The streams app in this JVM against a broker, with its counters, and a producer. */
final class StreamsRun implements AutoCloseable {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final StreamsApp app;
  private final KafkaProducer<byte[], byte[]> producer;

  private StreamsRun(StreamsAppConfig config, String rules) {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    files.read("rules.yml", rules.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    app = new StreamsApp(config, files.rules(), registry);
    app.start();
    Map<String, Object> settings = new HashMap<>(config.kafka().producer());
    settings.put("compression.type", "none"); // what is sent is what the broker must take
    settings.put("buffer.memory", 128 << 20);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Starts it; topics exist when this returns.
   *
   * @param dir for its configuration and state
   * @param settings lines of the configuration file
   */
  static StreamsRun start(String bootstrap, Path dir, String settings, String rules)
      throws IOException {
    Files.createDirectories(dir);
    Path file = Files.writeString(dir.resolve("config.yml"), settings);
    Problems problems = new Problems();
    Section root = ConfigFile.load(file, Map.of(), problems);
    StreamsAppConfig config = StreamsAppConfig.read(root);
    problems.throwIfAny();
    KafkaSettings kafka = KafkaSettings.embedded(bootstrap);
    return new StreamsRun(config.withPlace(kafka, dir.resolve("state"), config.rules()), rules);
  }

  /** Sends a record to the only partition that is asked for, and waits until it is stored. */
  RecordMetadata send(String topic, byte @Nullable [] value) {
    try {
      return producer.send(new ProducerRecord<>(topic, 0, null, value)).get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("a record was not sent to " + topic, e);
    }
  }

  /** Why it is not ready; empty when it is. */
  List<String> problems() {
    return app.problems();
  }

  /** A counter's value, over all labels that are not named. */
  long count(String name, String... tags) {
    return Math.round(
        registry.find(name).tags(tags).counters().stream().mapToDouble(Counter::count).sum());
  }

  @Override
  public void close() {
    producer.close();
    app.close();
  }
}
