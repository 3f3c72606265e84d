/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.app;

import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.streams.ingest.InputFormat;
import io.watchfire.streams.ingest.Resolver;
import io.watchfire.streams.spec.defaults.DefaultRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the streams app is told; {@code docs/configuration.md} lists the keys.
 *
 * @param kafka where Kafka is
 * @param inputs what each input topic carries
 * @param tenants how the tenant of a record is found
 * @param clusters how its cluster is found
 * @param defaults the rules that nobody has to write
 * @param rules files and directories of rules
 * @param limits what clients may grow
 * @param stateDirectory where stores are kept
 * @param threads stream threads of each stage
 * @param partitions of the internal topics
 */
public record StreamsAppConfig(
    KafkaSettings kafka,
    Map<String, InputFormat> inputs,
    Resolver tenants,
    Resolver clusters,
    DefaultRules defaults,
    List<Path> rules,
    Limits limits,
    Path stateDirectory,
    int threads,
    int partitions) {

  /**
   * What clients may grow.
   *
   * @param seriesPerTenant most matched series of a tenant
   * @param inputPartitions partitions of input topics that have to be created
   * @param seriesMetrics most series whose band is a metric
   */
  public record Limits(int seriesPerTenant, int inputPartitions, int seriesMetrics) {}

  /** Reads the whole configuration; what is wrong goes to the section's problems. */
  public static StreamsAppConfig read(Section root) {
    KafkaSettings kafka = KafkaSettings.of(root.section("kafka"));
    Section limits = root.section("limits");
    Section tenancy = root.section("tenancy");
    return new StreamsAppConfig(
        kafka,
        InputsReader.read(root, kafka),
        ResolverReader.read(tenancy, "tenant", ResolverReader.DEFAULT_TENANT),
        ResolverReader.read(tenancy, "cluster", ResolverReader.DEFAULT_CLUSTER),
        DefaultRules.read(root.section("defaults")),
        root.strings("rules").stream().map(Path::of).toList(),
        new Limits(
            limits.integer("seriesPerTenant", 200_000, 1, Integer.MAX_VALUE),
            limits.integer("inputPartitions", 2, 1, 10_000),
            limits.integer("seriesMetrics", 2_000, 0, 20_000)),
        Path.of(root.string("stateDirectory", "data/state")),
        root.integer("threads", 1, 1, 256),
        root.integer("partitions", 2, 1, 10_000));
  }

  /** The same with other default rules. */
  public StreamsAppConfig withDefaults(DefaultRules other) {
    return new StreamsAppConfig(
        kafka,
        inputs,
        tenants,
        clusters,
        other,
        rules,
        limits,
        stateDirectory,
        threads,
        partitions);
  }

  /** The same with other rules, broker and state directory. */
  public StreamsAppConfig withPlace(KafkaSettings otherKafka, Path state, List<Path> otherRules) {
    return new StreamsAppConfig(
        otherKafka,
        inputs,
        tenants,
        clusters,
        defaults,
        otherRules,
        limits,
        state,
        threads,
        partitions);
  }
}
