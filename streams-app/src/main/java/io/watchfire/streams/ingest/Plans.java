/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import io.watchfire.schemas.otlp.AttributeSlices;
import io.watchfire.schemas.otlp.OtlpMetric;
import io.watchfire.schemas.protobuf.Slice;
import io.watchfire.streams.codec.LongMap;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.query.Measure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was worked out for metrics, resources and series, by hashes over the bytes of the
 * record: matching, naming and tenancy cost once per series, not once per point. The hashes are
 * seeded at random, so nobody outside can make two collide. When there are too many plans all are
 * dropped; they are only a cache.
 */
final class Plans {
  private static final int MAX_SERIES = 200_000;
  private static final int MAX_METRICS = 20_000;
  private static final int MAX_RESOURCES = 50_000;

  private final RuleIndex rules;
  private final Resolver tenants;
  private final Resolver clusters;
  private final long seed;

  private LongMap<MetricPlan> metricPlans = new LongMap<>();
  private Map<Origin, LongMap<ResourcePlan>> resources = new HashMap<>();
  private int resourceCount;
  private int seriesCount;

  Plans(RuleIndex rules, Resolver tenants, Resolver clusters, long seed) {
    this.rules = rules;
    this.tenants = tenants;
    this.clusters = clusters;
    this.seed = seed;
  }

  /** What of a record's origin decides its tenant and cluster: not a key that nobody looks at. */
  private record Origin(RecordOrigin ofTenant, RecordOrigin ofCluster) {}

  RuleIndex rules() {
    return rules;
  }

  /** Stands for "no resource yet". */
  ResourcePlan none() {
    return new ResourcePlan("", "", Map.of(), new byte[0], true);
  }

  long hash(Slice slice) {
    return slice.hash(seed);
  }

  long hash(OtlpMetric metric) {
    long kind =
        metric.type().hashCode() * 31L
            + metric.temporality().hashCode() * 7L
            + (metric.monotonic() ? 1 : 0);
    return mix(metric.name().hash(seed), mix(metric.unit().hash(seed), kind));
  }

  MetricPlan metricPlan(long hash, OtlpMetric metric) {
    MetricPlan known = metricPlans.get(hash);
    if (known == null) {
      if (metricPlans.size() >= MAX_METRICS) {
        metricPlans = new LongMap<>();
      }
      known = newMetricPlan(metric);
      metricPlans.put(hash, known);
    }
    return known;
  }

  ResourcePlan resource(RecordOrigin origin, Slice identity, AttributeSlices attributes) {
    LongMap<ResourcePlan> ofOrigin =
        resources.computeIfAbsent(
            new Origin(tenants.relevant(origin), clusters.relevant(origin)), o -> new LongMap<>());
    long hash = attributes.hash(seed);
    ResourcePlan known = ofOrigin.get(hash);
    if (known == null) {
      known = newResource(origin, attributes);
      ofOrigin.put(hash, known);
      resourceCount++;
    }
    return known;
  }

  /** Makes room; to be called between records. */
  void trim() {
    if (seriesCount > MAX_SERIES || resourceCount > MAX_RESOURCES) {
      resources = new HashMap<>();
      resourceCount = 0;
      seriesCount = 0;
    }
  }

  SeriesPlan series(
      ResourcePlan resource,
      MetricPlan metricPlan,
      long metricHash,
      long scopeHash,
      byte[] scope,
      AttributeSlices attributes) {
    long hash = mix(mix(attributes.hash(seed), metricHash), scopeHash);
    SeriesPlan known = resource.series().get(hash);
    if (known == null) {
      known = newSeries(resource, metricPlan, scope, attributes);
      resource.series().put(hash, known);
      seriesCount++;
    }
    return known;
  }

  /** A time that a clock may show, however wrong it is, is none of these. */
  @Nullable Refusal refusalOfTime(long timeNanos) {
    if (timeNanos == 0) {
      return Refusal.NO_TIME;
    }
    return timeNanos < 0 ? Refusal.FUTURE : null;
  }

  private MetricPlan newMetricPlan(OtlpMetric metric) {
    String name = metric.name().utf8();
    String unit = metric.unit().utf8();
    long family = new Identity().add("family").add(name).id();
    return new MetricPlan(
        name,
        unit,
        metric.type(),
        metric.temporality(),
        metric.monotonic(),
        family,
        rules.wanted(
            name,
            unit,
            metric.type(),
            MetricPlan.counts(metric.monotonic(), metric.temporality())));
  }

  private ResourcePlan newResource(RecordOrigin origin, AttributeSlices attributes) {
    Map<String, String> raw = attributes.toMap();
    String tenant = tenants.resolve(origin, raw);
    String cluster = clusters.resolve(origin, raw);
    byte[] key = new Identity().add(tenant).add(cluster).add(raw).key();
    Map<String, String> labels = ResourceLabels.of(raw, tenant, cluster);
    return new ResourcePlan(tenant, cluster, labels, key, raw.isEmpty());
  }

  private SeriesPlan newSeries(
      ResourcePlan resource, MetricPlan metricPlan, byte[] scope, AttributeSlices attributes) {
    Map<String, String> own = attributes.toMap();
    Map<String, String> labels = ResourceLabels.with(resource.labels(), own);
    List<SeriesPlan.Use> uses = new ArrayList<>();
    boolean misread = false;
    for (RuleIndex.Wanted wanted : metricPlan.wanted()) {
      if (!wanted.input().wants(resource.tenant(), labels)) {
        continue;
      }
      boolean reads = wanted.input().query().measure() instanceof Measure.Value;
      misread |= reads == metricPlan.countable();
      if (reads != metricPlan.countable()) {
        GroupKey group = wanted.input().group(resource.tenant(), resource.cluster(), labels);
        uses.add(new SeriesPlan.Use(wanted, group.bytes(), wanted.input().isTold(labels)));
      }
    }
    if (uses.isEmpty()) {
      SeriesPlan refused =
          metricPlan.countable() ? SeriesPlan.NOT_A_GAUGE : SeriesPlan.NOT_A_COUNTER;
      return misread ? refused : SeriesPlan.UNWANTED;
    }
    long id =
        new Identity()
            .add(new String(scope, StandardCharsets.ISO_8859_1))
            .add(metricPlan.unit())
            .add(metricPlan.type().text())
            .add(metricPlan.temporality().text())
            .add(Boolean.toString(metricPlan.monotonic()))
            .add(new TreeMap<>(own))
            .id();
    return new SeriesPlan(id, metricPlan, uses);
  }

  private static long mix(long a, long b) {
    long low = (a ^ 0x9e3779b97f4a7c15L) * ((b ^ 0xd1b54a32d192ed03L) | 1);
    return low ^ Math.unsignedMultiplyHigh(a ^ 0x2545f4914f6cdd1dL, b | 1) ^ b;
  }
}
