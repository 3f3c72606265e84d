/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.watchfire.schemas.otlp.OtlpMetricsWriter;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.query.Measure;
import io.watchfire.streams.series.Point;
import io.watchfire.streams.spec.Indicator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What becomes one packed record, under which key, and whom its points feed. */
class MetricPackerTest {
  private static final Indicator ORDERS =
      Intake.ratio("orders", "orders{ok=\"no\"}", "orders", "region");

  private final Intake intake = new Intake(ORDERS);

  @Test
  void everyResourceOfARecordIsAPackedRecordWithAKeyOfItsOwn() throws MalformedTelemetryException {
    OtlpMetricsWriter out = new OtlpMetricsWriter();
    for (String service : List.of("shop", "cart")) {
      out.beginResource(Map.of("service.name", service));
      counter(Map.of(), 1).andThen(counter(Map.of("ok", "no"), 2)).accept(out);
      out.endResource();
    }
    List<Ingest.Packed> packed = intake.pack(Intake.METRICS, out.toByteArray());
    assertThat(packed).hasSize(2);
    assertThat(packed).allMatch(one -> one.key().length == 16);
    assertThat(packed.get(0).key()).isNotEqualTo(packed.get(1).key());
    assertThat(packed).allMatch(one -> one.value().points().size() == 2);
    assertThat(intake.matched).isEqualTo(4);
  }

  @Test
  void aResourceKeepsItsKeyWhateverTheOrderOfItsAttributes() throws MalformedTelemetryException {
    Map<String, String> one = new LinkedHashMap<>();
    one.put("service.name", "shop");
    one.put("host.name", "h1");
    one.put("zone", "z");
    Map<String, String> other = new LinkedHashMap<>();
    List.copyOf(one.keySet()).reversed().forEach(name -> other.put(name, one.get(name)));
    assertThat(key(intake, other))
        .isEqualTo(key(intake, one))
        .isEqualTo(key(new Intake(ORDERS), one));
    one.put("zone", "y");
    assertThat(key(intake, other)).isNotEqualTo(key(intake, one));
  }

  @Test
  void aSeriesKeepsItsIdentityWhateverTheOrderOfItsAttributes() throws MalformedTelemetryException {
    Map<String, String> one = new LinkedHashMap<>();
    one.put("ok", "yes");
    one.put("region", "eu");
    Map<String, String> other = new LinkedHashMap<>();
    other.put("region", "eu");
    other.put("ok", "yes");
    assertThat(series(one)).isEqualTo(series(other));
    other.put("region", "us");
    assertThat(series(one)).isNotEqualTo(series(other));
  }

  @Test
  void withoutAttributesOfTheResourceEachMetricHasAKeyOfItsOwn()
      throws MalformedTelemetryException {
    Intake both =
        new Intake(
            Intake.measured("a", Measure.COUNT, "orders"),
            Intake.measured("b", Measure.COUNT, "others"));
    byte[] record =
        Metrics.of(Map.of(), counter(Map.of(), 1).andThen(Metrics.counter("others", Map.of(), 2)));
    List<Ingest.Packed> packed = both.pack(Intake.METRICS, record);
    assertThat(packed).hasSize(2);
    assertThat(packed.get(0).key()).isNotEqualTo(packed.get(1).key());
  }

  @Test
  void aTargetIsNamedOnceHoweverManyPointsFeedIt() throws MalformedTelemetryException {
    PackedRecord record =
        pack(
            counter(Map.of("region", "eu"), 1)
                .andThen(counter(Map.of("region", "us"), 2))
                .andThen(counter(Map.of("region", "eu", "ok", "no"), 3)));
    assertThat(Intake.targets(record))
        .containsExactly(
            new GroupKey("default", "", "orders", Map.of("region", "eu")),
            new GroupKey("default", "", "orders", Map.of("region", "us")));
    assertThat(record.points()).hasSize(3);
    assertThat(record.points().get(2).feeds())
        .as("the bad one is of the numerator and of all")
        .containsExactlyInAnyOrder(
            new PackedRecord.Feed(0, 0, 0, true), new PackedRecord.Feed(0, 0, 0, false));
  }

  @Test
  void aPointCarriesItsTimesInNanoseconds() throws MalformedTelemetryException {
    PackedRecord record = pack(counter(Map.of(), 5));
    Point point = record.points().getFirst().point();
    assertThat(point.timeNanos()).isEqualTo(Intake.NOW_NANOS);
    assertThat(point.startNanos()).isEqualTo(Intake.NOW_NANOS - Intake.MINUTE_NANOS);
    assertThat(record.appendTimeMillis()).isEqualTo(Intake.APPEND_TIME_MILLIS);
    assertThat(record.batch()).as("only spans come in batches").isZero();
  }

  @Test
  void aStartAfterThePointIsUnknown() throws MalformedTelemetryException {
    OtlpMetricsWriter.Point point =
        new OtlpMetricsWriter.Point(Map.of(), Intake.NOW_NANOS + 1, Intake.NOW_NANOS);
    assertThat(pack(Metrics.counter("orders", point, 1)).points().getFirst().point().startNanos())
        .isZero();
  }

  @Test
  void tenantAndClusterAreOfTheGroupsKey() throws MalformedTelemetryException {
    Map<String, String> resource = Map.of("tenant", "acme", "k8s.cluster.name", "eu-1");
    PackedRecord record = intake.only(Intake.METRICS, Metrics.of(resource, counter(Map.of(), 1)));
    assertThat(record.tenant()).isEqualTo("acme");
    assertThat(Intake.targets(record))
        .containsExactly(new GroupKey("acme", "eu-1", "orders", Map.of()));
  }

  @Test
  void aHeaderOfTheRecordDecidesAnewForEachRecord() throws MalformedTelemetryException {
    Intake byHeader = new Intake(new Resolver(List.of(new Resolver.Header("x-tenant"))), ORDERS);
    byte[] record = Metrics.of(Metrics.SHOP, counter(Map.of(), 1));
    for (String tenant : List.of("acme", "umbrella", "acme")) {
      RecordOrigin origin =
          new RecordOrigin(
              Intake.METRICS, "", Map.of("x-tenant", tenant), Intake.APPEND_TIME_MILLIS);
      assertThat(byHeader.pack(origin, record).getFirst().value().tenant()).isEqualTo(tenant);
    }
  }

  @Test
  void aRuleOfOneTenantWantsNothingOfAnother() throws MalformedTelemetryException {
    Indicator ofAcme = new Indicator("orders", "acme", ORDERS.sources(), ORDERS.by());
    Intake acme = new Intake(ofAcme);
    assertThat(acme.pack(Intake.METRICS, Metrics.of(Metrics.SHOP, counter(Map.of(), 1)))).isEmpty();
    assertThat(acme.unmatched).isEqualTo(1);
    assertThat(
            acme.pack(Intake.METRICS, Metrics.of(Map.of("tenant", "acme"), counter(Map.of(), 1))))
        .hasSize(1);
  }

  @Test
  void anAttributeOfTheSeriesGoesBeforeOneOfItsResource() throws MalformedTelemetryException {
    Map<String, String> resource = Map.of("region", "eu");
    PackedRecord own =
        intake.only(Intake.METRICS, Metrics.of(resource, counter(Map.of("region", "us"), 1)));
    PackedRecord inherited =
        intake.only(Intake.METRICS, Metrics.of(resource, counter(Map.of(), 1)));
    assertThat(Intake.targets(own).getFirst().labels()).isEqualTo(Map.of("region", "us"));
    assertThat(Intake.targets(inherited).getFirst().labels()).isEqualTo(Map.of("region", "eu"));
  }

  @Test
  void jobAndInstanceAreDerivedAsPrometheusDoes() throws MalformedTelemetryException {
    Intake byJob = new Intake(Intake.ratio("orders", "bad", "orders", "job", "instance"));
    Map<String, String> resource =
        Map.of("service.namespace", "eu", "service.name", "shop", "service.instance.id", "shop-1");
    PackedRecord record = byJob.only(Intake.METRICS, Metrics.of(resource, counter(Map.of(), 1)));
    assertThat(Intake.targets(record).getFirst().labels())
        .isEqualTo(Map.of("job", "eu/shop", "instance", "shop-1"));
  }

  @Test
  void metricsThatNoRuleWantsAreSkippedAndCounted() throws MalformedTelemetryException {
    PackedRecord record =
        pack(
            Metrics.counter("others", Map.of(), 1)
                .andThen(counter(Map.of(), 2))
                .andThen(Metrics.gauge("more", 3)));
    assertThat(record.points()).hasSize(1);
    assertThat(intake.matched).isEqualTo(1);
    assertThat(intake.unmatched).isEqualTo(2);
  }

  @Test
  void aResourceOfWhichNothingIsWantedIsNotPacked() throws MalformedTelemetryException {
    assertThat(
            intake.pack(
                Intake.METRICS, Metrics.of(Metrics.SHOP, Metrics.counter("others", Map.of(), 1))))
        .isEmpty();
  }

  @Test
  void aPointWithoutARecordedValueIsPackedAsStale() throws MalformedTelemetryException {
    Metric.Builder metric =
        Metric.newBuilder()
            .setName("level")
            .setGauge(
                Gauge.newBuilder()
                    .addDataPoints(
                        NumberDataPoint.newBuilder()
                            .setTimeUnixNano(Intake.NOW_NANOS)
                            .setFlags(1)));
    Intake gauges = new Intake(Intake.measured("rule", Measure.VALUE, "level"));
    PackedRecord record = gauges.only(Intake.METRICS, Metrics.of(metric, ""));
    assertThat(record.points().getFirst().point().stale()).isTrue();
    assertThat(record.points().getFirst().feeds()).isEmpty();
  }

  @Test
  void theSameSeriesOfAnotherScopeIsAnotherSeries() throws MalformedTelemetryException {
    Metric.Builder metric =
        Metric.newBuilder()
            .setName("level")
            .setGauge(
                Gauge.newBuilder()
                    .addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(Intake.NOW_NANOS)));
    Intake gauges = new Intake(Intake.measured("rule", Measure.VALUE, "level"));
    long http = gauges.point(Metrics.of(metric, "http")).series();
    assertThat(gauges.point(Metrics.of(metric, "grpc")).series()).isNotEqualTo(http);
    assertThat(gauges.point(Metrics.of(metric, "http")).series()).isEqualTo(http);
  }

  private static Consumer<OtlpMetricsWriter> counter(Map<String, String> attributes, long value) {
    return Metrics.counter("orders", attributes, value);
  }

  private PackedRecord pack(Consumer<OtlpMetricsWriter> metrics)
      throws MalformedTelemetryException {
    return intake.only(Intake.METRICS, Metrics.of(Metrics.SHOP, metrics));
  }

  private long series(Map<String, String> attributes) throws MalformedTelemetryException {
    return pack(counter(attributes, 1)).points().getFirst().point().series();
  }

  private static byte[] key(Intake intake, Map<String, String> resource)
      throws MalformedTelemetryException {
    return intake.pack(Intake.METRICS, Metrics.of(resource, counter(Map.of(), 1))).getFirst().key();
  }
}
