/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.watchfire.runtime.http.HttpService;
import io.watchfire.runtime.http.Request;
import io.watchfire.runtime.http.Response;
import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertJson;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.schemas.slo.SloStatusJson;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * {@code GET /api/v1/slos} and {@code GET /api/v1/alerts}; both can be narrowed by the query
 * parameters {@code tenant} and {@code service}.
 */
public final class StreamsApi implements AutoCloseable {
  private final ObjectMapper mapper = new ObjectMapper();
  private final AlertJson alertJson = new AlertJson();
  private final SloStatusJson statusJson = new SloStatusJson();
  private final TopicView<Alert> alerts;
  private final TopicView<SloStatus> statuses;

  /** Reads the topics that the streams app writes. */
  public StreamsApi(KafkaSettings kafka) {
    alerts = new TopicView<>(kafka.topic("alerts"), consumer(kafka), alertJson::read);
    statuses = new TopicView<>(kafka.topic("slo-status"), consumer(kafka), statusJson::read);
  }

  /** Starts reading; the topics must exist. */
  public void start() {
    alerts.start();
    statuses.start();
  }

  /** Whether everything that was written before the start has been read. */
  public boolean ready() {
    return alerts.ready() && statuses.ready();
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
  }

  /** How every objective stands, by its key. */
  public Map<String, SloStatus> statuses() {
    return new TreeMap<>(statuses.values());
  }

  /** Every alert that is known, by its fingerprint. */
  public Map<String, Alert> alerts() {
    return new TreeMap<>(alerts.values());
  }

  @Override
  public void close() {
    alerts.close();
    statuses.close();
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

  private static boolean wanted(Request request, String tenant, String service) {
    String wantedTenant = request.queryParameter("tenant");
    String wantedService = request.queryParameter("service");
    return (wantedTenant == null || wantedTenant.equals(tenant))
        && (wantedService == null || wantedService.equals(service));
  }

  private static KafkaConsumer<byte[], byte[]> consumer(KafkaSettings kafka) {
    return new KafkaConsumer<>(
        kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
