/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.router.FreePorts;
import io.watchfire.router.incident.AlertStatus;
import io.watchfire.router.pager.api.OnCallApi;
import io.watchfire.runtime.config.ConfigFile;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.http.HttpService;
import io.watchfire.runtime.http.HttpSettings;
import io.watchfire.runtime.kafka.GroupProtocol;
import io.watchfire.runtime.kafka.KafkaSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;

/** A pager with its HTTP port, configured from files as anybody's would be. */
public final class OnCallDesk implements AutoCloseable, Alertmanagers, OwnAlerts {
  final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  final Map<String, State> ours;

  /** What the alerts' topic has and nobody has read here. */
  final Map<String, State> unread = new ConcurrentHashMap<>();

  /** How often Kafka is not to say how much that is. */
  final AtomicInteger failures = new AtomicInteger();

  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Pager pager;
  private final HttpService http;

  /**
   * @param onCall the text of the on-call file
   * @param more further lines of the section onCall
   */
  public OnCallDesk(KafkaSettings kafka, Path dir, String onCall, String more, Clock clock)
      throws IOException {
    this(
        kafka,
        dir,
        new Configured(onCall, more, FreePorts.one()),
        clock,
        new ConcurrentHashMap<>());
  }

  /**
   * What it reads.
   *
   * @param onCall the file of people and schedules
   * @param more lines of the section {@code onCall}
   * @param port of its API
   */
  public record Configured(String onCall, String more, int port) {}

  /** One at a port that Alertmanager was told before. */
  public OnCallDesk(
      KafkaSettings kafka,
      Path dir,
      Configured configured,
      Clock clock,
      Map<String, AlertStatus.State> ours)
      throws IOException {
    this.ours = ours;
    Path people = Files.writeString(dir.resolve("oncall.yml"), configured.onCall());
    Path config =
        Files.writeString(
            dir.resolve("config.yml"),
            """
            onCall:
              file: %s
              links: {baseUrl: "http://127.0.0.1:%d", key: "planted-link-key-0123456789"}
            %s
            """
                .formatted(people, configured.port(), configured.more()));
    Problems problems = new Problems();
    PagerConfig read =
        PagerConfigReader.read(
            ConfigFile.load(config, Map.of(), problems).section("onCall"), problems);
    problems.throwIfAny();
    this.pager = new Pager(read, kafka, new AlertSources(this, this), "test", metrics, clock);
    pager.start();
    HttpService.Builder routes =
        HttpService.builder(HttpSettings.local(configured.port())).metrics(metrics);
    new OnCallApi(pager).routes(routes);
    this.http = routes.start();
  }

  /** Everything with names of its own. */
  public static KafkaSettings kafka(EmbeddedBroker broker, String prefix) {
    return new KafkaSettings(
        broker.bootstrap(), Map.of(), GroupProtocol.STREAMS, (short) 1, 1, prefix);
  }

  /** Alice and bob, half an hour each; alice's phone wants a token. */
  public static String people(PhoneServer phones, String token) {
    return """
    targets:
      - name: alice-phone
        type: webhook
        url: %1$s/alice
        headers: {X-Token: %2$s}
      - {name: bob-phone, type: webhook, url: "%1$s/bob"}
    people:
      - {name: alice, timeZone: UTC, contacts: [alice-phone]}
      - {name: bob, timeZone: UTC, contacts: [bob-phone]}
    schedules:
      - name: primary
        timeZone: UTC
        layers:
          - {name: all, rotation: weekly, start: 2026-01-05, handover: "09:00", people: [alice]}
    policies:
      - name: usual
        steps:
          - {notify: [schedule/primary], escalateAfter: 30m}
          - {notify: [person/bob], escalateAfter: 30m}
    routes: [{policy: usual}]
    """
        .formatted(phones.url(), token);
  }

  /** Where Alertmanager's notifications go. */
  String webhook() {
    return url("/api/v1/webhook/alertmanager").toString();
  }

  Pager pager() {
    return pager;
  }

  public HttpResponse<String> notified(String group, boolean firing) throws Exception {
    return post("/api/v1/webhook/alertmanager", notification(group, firing));
  }

  static String notification(String group, boolean firing) {
    return """
    {"version": "4", "groupKey": "{}:{service=\\"%1$s\\"}", "truncatedAlerts": 0,
     "status": "%2$s", "receiver": "team", "groupLabels": {"service": "%1$s"},
     "commonLabels": {"alertname": "Burns", "severity": "page", "service": "%1$s"},
     "commonAnnotations": {"summary": "it burns"}, "externalURL": "http://am", "new": 1,
     "alerts": [{"status": "%2$s", "fingerprint": "%1$s", "labels": {"alertname": "Burns"},
       "annotations": {}, "startsAt": "2026-11-28T02:59:00Z",
       "endsAt": "0001-01-01T00:00:00Z"}]}
    """
        .formatted(group, firing ? "firing" : "resolved");
  }

  public HttpResponse<String> post(String path, String body) throws Exception {
    return post(path, body, Map.of());
  }

  public HttpResponse<String> post(String path, String body, Map<String, String> headers)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder().POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return send(request, url(path));
  }

  HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(), url(path));
  }

  public HttpResponse<String> press(String link) throws Exception {
    return press(link, "");
  }

  /** As a browser posts a form. */
  public HttpResponse<String> press(String link, String form) throws Exception {
    return send(
        HttpRequest.newBuilder()
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(form.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(form)),
        URI.create(link));
  }

  public HttpResponse<String> follow(String link) throws Exception {
    return send(HttpRequest.newBuilder(), URI.create(link));
  }

  public JsonNode json(String path) throws Exception {
    HttpResponse<String> response = get(path);
    return mapper.readTree(response.body());
  }

  /** All of the incident of that service; an empty object where there is none yet. */
  public JsonNode incident(String service) throws Exception {
    for (JsonNode incident : json("/api/v1/incidents?status=all").path("incidents")) {
      if (incident.at("/labels/service").asText().equals(service)) {
        return json("/api/v1/incidents/" + incident.path("id").asText());
      }
    }
    return mapper.createObjectNode();
  }

  /** The status of the only incident, or that there is none. */
  String status() throws Exception {
    JsonNode incidents = json("/api/v1/incidents?status=all").path("incidents");
    return incidents.isEmpty() ? "none" : incidents.get(0).path("status").asText();
  }

  @Override
  public Round round() {
    return incident -> null;
  }

  @Override
  public State of(String fingerprint) {
    return ours.getOrDefault(fingerprint, State.FOREIGN);
  }

  @Override
  public boolean areKnown() {
    return true;
  }

  @Override
  public void awaitEnd() {
    if (failures.getAndDecrement() > 0) {
      throw new KafkaException("does not say where the states end");
    }
    ours.putAll(unread);
  }

  @Override
  public void silence(
      Map<String, String> incident, Map<String, String> group, String comment, Instant until) {}

  @Override
  public void unsilence(Map<String, String> incident, String comment) {}

  @Override
  public void close() {
    http.close();
    pager.close();
    client.shutdownNow();
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + http.port() + path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, URI uri) throws Exception {
    return client.send(
        request.uri(uri).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
  }
}
