/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.watchfire.runtime.http.HttpException;
import io.watchfire.runtime.http.HttpService;
import io.watchfire.runtime.http.Request;
import io.watchfire.runtime.http.Response;
import io.watchfire.runtime.kafka.CompactedTopicReader;
import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertJson;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.schemas.series.SeriesReading;
import io.watchfire.schemas.series.SeriesReadingJson;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.schemas.slo.SloStatusJson;
import io.watchfire.streams.engine.SeriesRule;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * {@code GET /api/v1/slos} and {@code GET /api/v1/alerts}, which can be narrowed by the query
 * parameters {@code tenant} and {@code service}; and {@code GET /api/v1/anomalies}, what rules of
 * anomalies and forecasts last found, by {@code tenant} and {@code rule}. {@code POST
 * /api/v1/anomalies/commands} tells series what to learn, {@code GET /metrics/anomalies} has their
 * bands.
 */
public final class StreamsApi implements AutoCloseable {
  /** Readings are refreshed with every bucket, so the end of their topic has all that matter. */
  private static final long LAST_READINGS = 5_000;

  private static final int MOST_READINGS = 20_000;

  private final ObjectMapper mapper = new ObjectMapper();
  private final AlertJson alertJson = new AlertJson();
  private final SloStatusJson statusJson = new SloStatusJson();
  private final TopicView<Alert> alerts;
  private final TopicView<SloStatus> statuses;
  private final SeriesReadingJson readingJson = new SeriesReadingJson();
  private final TopicView<SeriesReading> readings;
  private final Producer<byte[], byte[]> producer;
  private final SeriesCommands commands;
  private final PrometheusMeterRegistry bands =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /**
   * Reads the topics that the streams app writes.
   *
   * @param rules those that judge a series and are at work now
   * @param seriesMetrics most series at {@code /metrics/anomalies}
   */
  public StreamsApi(KafkaSettings kafka, Supplier<List<SeriesRule>> rules, int seriesMetrics) {
    this(
        kafka::topic,
        topic -> CompactedTopicReader.consumer(kafka.consumer(), ""),
        producer(kafka),
        rules,
        seriesMetrics,
        Clock.systemUTC());
  }

  /** Reads topics of these names with the consumer that is made for each. */
  StreamsApi(
      UnaryOperator<String> topic,
      Function<String, Consumer<byte[], byte[]>> consumers,
      Producer<byte[], byte[]> producer,
      Supplier<List<SeriesRule>> rules,
      int seriesMetrics,
      InstantSource clock) {
    String anomalies = topic.apply("anomalies");
    alerts = all(topic.apply("alerts"), consumers, alertJson::read);
    statuses = all(topic.apply("slo-status"), consumers, statusJson::read);
    readings =
        TopicView.ofEnd(
            anomalies,
            () -> consumers.apply(anomalies),
            readingJson::read,
            LAST_READINGS,
            MOST_READINGS);
    this.producer = producer;
    commands = new SeriesCommands(rules, this::readings, producer, topic.apply("sums"), clock);
    bands
        .getPrometheusRegistry()
        .register(new SeriesMetrics(rules, this::readings, seriesMetrics, clock));
  }

  /** Starts reading; the topics must exist. */
  public void start() {
    alerts.start();
    statuses.start();
    readings.start();
  }

  /** Why what is shown is not, or no longer, current: a sentence each; empty if it is. */
  public List<String> problems() {
    return Stream.of(alerts.problem(), statuses.problem(), readings.problem())
        .filter(Objects::nonNull)
        .toList();
  }

  /** Counts the alerts by state. */
  public void count(MeterRegistry metrics) {
    for (AlertState state : AlertState.values()) {
      Gauge.builder("watchfire_alerts", this, api -> api.alertsIn(state))
          .tag("state", state.text())
          .register(metrics);
    }
  }

  /** Adds the routes. */
  public void routes(HttpService.Builder http) {
    http.get("/api/v1/slos", this::slos);
    http.get("/api/v1/alerts", this::alerts);
    http.get("/api/v1/anomalies", this::anomalies);
    http.post("/api/v1/anomalies/commands", this::command);
    http.metrics("/metrics/anomalies", bands);
  }

  /** How every objective stands, by its key. */
  public Map<String, SloStatus> statuses() {
    return new TreeMap<>(statuses.values());
  }

  /** Every alert that is known, by its fingerprint. */
  public Map<String, Alert> alerts() {
    return new TreeMap<>(alerts.values());
  }

  /** What rules of anomalies and forecasts last found, by rule and group. */
  public Map<String, SeriesReading> readings() {
    return new TreeMap<>(readings.values());
  }

  @Override
  public void close() {
    alerts.close();
    statuses.close();
    readings.close();
    producer.close(Duration.ofSeconds(5));
    bands.close();
  }

  private static <V> TopicView<V> all(
      String topic,
      Function<String, Consumer<byte[], byte[]>> consumers,
      Function<byte[], V> decode) {
    return TopicView.ofAll(topic, () -> consumers.apply(topic), decode);
  }

  private double alertsIn(AlertState state) {
    return alerts.values().values().stream().filter(alert -> alert.state() == state).count();
  }

  private Response slos(Request request) {
    ObjectNode body = mapper.createObjectNode();
    ArrayNode list = body.putArray("slos");
    for (SloStatus status : statuses().values()) {
      if (wanted(request, status.tenant(), status.service())) {
        list.add(statusJson.tree(status));
      }
    }
    return Response.rawJson(200, body.toString());
  }

  private Response alerts(Request request) {
    ObjectNode body = mapper.createObjectNode();
    ArrayNode list = body.putArray("alerts");
    for (Alert alert : alerts().values()) {
      if (wanted(
          request,
          alert.labels().getOrDefault("tenant", ""),
          alert.labels().getOrDefault("service", ""))) {
        list.add(alertJson.tree(alert));
      }
    }
    return Response.rawJson(200, body.toString());
  }

  Response anomalies(Request request) {
    String tenant = request.queryParameter("tenant");
    String rule = request.queryParameter("rule");
    ObjectNode body = mapper.createObjectNode();
    ArrayNode list = body.putArray("anomalies");
    for (SeriesReading reading : readings().values()) {
      String whose = reading.group().getOrDefault("tenant", reading.tenant());
      if ((tenant == null || tenant.equals(whose))
          && (rule == null || rule.equals(reading.rule()))) {
        list.add(readingJson.tree(reading));
      }
    }
    return Response.rawJson(200, body.toString());
  }

  Response command(Request request) {
    if (!readings.ready()) {
      throw new HttpException(503, "reading which series there are (expected: again, later)");
    }
    return commands.handle(request);
  }

  private static boolean wanted(Request request, String tenant, String service) {
    String wantedTenant = request.queryParameter("tenant");
    String wantedService = request.queryParameter("service");
    return (wantedTenant == null || wantedTenant.equals(tenant))
        && (wantedService == null || wantedService.equals(service));
  }

  /** Whoever sends a command waits for its answer, so that Kafka is not waited for long. */
  private static Producer<byte[], byte[]> producer(KafkaSettings kafka) {
    Map<String, Object> settings = kafka.producer();
    settings.put("linger.ms", 0);
    settings.put("max.block.ms", 5_000);
    settings.put("request.timeout.ms", 5_000);
    settings.put("delivery.timeout.ms", 10_000);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
