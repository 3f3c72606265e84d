/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.router.FreePorts;
import io.watchfire.router.pager.PhoneServer;
import io.watchfire.standalone.cli.Watchfire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Killed at random moments while incidents escalate: every due page arrives within ten seconds of
 * the restart, none that was delivered comes again, and timers keep their times. What they need to
 * know and nobody else may is in no log.
 */
@Tag("faults")
@Timeout(600)
class PagerCrashIT {
  private static final int INCIDENTS = 15;
  private static final int STEPS = 4;
  private static final int KILLS = 4;
  private static final Duration STEP = Duration.ofSeconds(5);
  private static final Duration LATE = Duration.ofSeconds(10);

  /** A page that arrived so shortly before a kill may not have been written down as delivered. */
  private static final Duration UNWRITTEN = Duration.ofSeconds(5);

  private static final long SEED = Long.getLong("watchfire.faults.seed", 1L);

  @TempDir private Path dir;
  private final Random random = new Random(SEED);
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final List<ChildJvm> children = new ArrayList<>();
  private final List<Instant> kills = new ArrayList<>();
  private final List<Instant> ready = new ArrayList<>();
  private int kafkaPort;
  private int httpPort;

  @Test
  void everyPageIsSentInTimeAndNoneThatWasDeliveredAgain() throws Exception {
    kafkaPort = FreePorts.one();
    httpPort = FreePorts.one();
    try (PhoneServer phones = new PhoneServer()) {
      ChildJvm child = started(phones);
      for (int i = 0; i < INCIDENTS; i++) {
        notify(child, "service-" + i);
        Waiting.pause(random.nextInt(1_500));
        if (i % (INCIDENTS / KILLS) == 2) {
          child.kill();
          kills.add(Instant.now());
          child = started(phones);
        }
      }
      await(
          "all pages",
          child,
          () -> deliveries().size() == INCIDENTS * STEPS,
          () -> "seed " + SEED + ": " + deliveries());
      Map<String, Instant> opened = opened();
      assertThat(deliveries().values()).as("seed %d", SEED).containsOnly(1);
      assertOnceAndInTime(phones.calls(), opened);
      child.dumpThreads();
      assertThat(child.outputs()).contains("ready after").doesNotContain("planted");
    }
  }

  private void assertOnceAndInTime(List<PhoneServer.Call> calls, Map<String, Instant> opened) {
    Map<String, Instant> first = new HashMap<>();
    long longest = 0;
    for (PhoneServer.Call call : calls) {
      Instant before = first.putIfAbsent(call.key(), call.at());
      if (before != null) {
        assertThat(kills)
            .as("seed %d: %s came at %s and again at %s", SEED, call.key(), before, call.at())
            .anyMatch(kill -> kill.isAfter(before) && kill.isBefore(before.plus(UNWRITTEN)));
        continue;
      }
      int step = Integer.parseInt(call.person().substring("phone-".length()));
      Instant due =
          opened.get(call.message().path("incident").asText()).plus(STEP.multipliedBy(step));
      Instant possible = possible(due);
      assertThat(call.at())
          .as("seed %d: %s of step %d", SEED, call.key(), step)
          .isAfter(due.minusSeconds(1));
      assertThat(call.at())
          .as("seed %d: %s of step %d", SEED, call.key(), step)
          .isBefore(possible.plus(LATE));
      longest = Math.max(longest, Duration.between(possible, call.at()).toMillis());
    }
    assertThat(first).hasSize(INCIDENTS * STEPS);
    System.out.printf(
        "seed %d: %d pages in %d calls over %d kills; latest %d ms after it was due and possible%n",
        SEED, first.size(), calls.size(), kills.size(), longest);
  }

  /** The first moment from then on at which somebody was there to send it. */
  private Instant possible(Instant due) {
    for (int i = 0; i < kills.size(); i++) {
      if (!due.isBefore(kills.get(i).minus(UNWRITTEN)) && due.isBefore(ready.get(i + 1))) {
        return ready.get(i + 1);
      }
    }
    return due;
  }

  private void notify(ChildJvm child, String service) throws Exception {
    String body =
        """
        {"version": "4", "status": "firing", "receiver": "team",
         "groupLabels": {"service": "%1$s"}, "commonLabels": {"service": "%1$s"},
         "alerts": [{"status": "firing", "labels": {"service": "%1$s"},
           "startsAt": "2026-11-28T03:00:00Z"}]}
        """
            .formatted(service);
    HttpRequest request =
        HttpRequest.newBuilder(url("/api/v1/webhook/alertmanager"))
            .timeout(Duration.ofSeconds(10))
            .POST(BodyPublishers.ofString(body))
            .build();
    await("answer to a notification", child, () -> status(request) == 200, () -> service);
  }

  private int status(HttpRequest request) throws InterruptedException {
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private Map<String, Instant> opened() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(url("/api/v1/incidents?status=all")).build();
    JsonNode answer = mapper.readTree(http.send(request, BodyHandlers.ofByteArray()).body());
    Map<String, Instant> opened = new HashMap<>();
    for (JsonNode incident : answer.path("incidents")) {
      opened.put(incident.path("id").asText(), Instant.parse(incident.path("openedAt").asText()));
    }
    return opened;
  }

  /** By incident and target, how often the audit trail says that a page was delivered. */
  private Map<String, Integer> deliveries() throws IOException {
    Map<String, Integer> deliveries = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : Outcome.records(bootstrap(), "watchfire.audit")) {
      JsonNode entry = mapper.readTree(new String(record.value(), StandardCharsets.UTF_8));
      if (entry.path("type").asText().equals("page.delivered")) {
        deliveries.merge(
            entry.path("incident").asText() + " " + entry.path("who").asText(), 1, Integer::sum);
      }
    }
    return deliveries;
  }

  private ChildJvm started(PhoneServer phones) throws Exception {
    Path onCall = Files.writeString(dir.resolve("oncall.yml"), onCall(phones));
    Path config =
        Files.writeString(
            dir.resolve("config.yml"),
            """
            defaults: {enabled: false}
            onCall:
              file: %s
              links: {baseUrl: "http://127.0.0.1:%d", key: planted-key-0123456789}
              slack: {signingSecret: planted-signing-secret}
              heartbeat: {url: "%s/planted-path", every: 5s}
            """
                .formatted(onCall, httpPort, phones.url()));
    ChildJvm child =
        ChildJvm.start(
            Watchfire.class,
            dir.resolve("child-" + children.size() + ".log"),
            List.of(
                "up",
                "--config=" + config,
                "--data=" + dir.resolve("data"),
                "--kafka-port=" + kafkaPort,
                "--http-port=" + httpPort));
    children.add(child);
    await("start", child, () -> child.output().contains("ready after"), () -> "");
    ready.add(Instant.now());
    return child;
  }

  private static String onCall(PhoneServer phones) {
    StringBuilder targets = new StringBuilder("targets:\n");
    StringBuilder steps = new StringBuilder();
    for (int i = 0; i < STEPS; i++) {
      targets.append(
          "  - {name: phone-%d, type: webhook, url: \"%s/phone-%d\", headers: {X-Token: planted-token}}\n"
              .formatted(i, phones.url(), i));
      steps.append(
          "      - {notify: [target/phone-%d], escalateAfter: %ds}\n"
              .formatted(i, STEP.toSeconds()));
    }
    return targets + "policies:\n  - name: all\n    steps:\n" + steps + "routes: [{policy: all}]\n";
  }

  private void await(String what, ChildJvm child, Callable<Boolean> condition, Callable<String> why)
      throws Exception {
    Waiting.await(what, child, bootstrap(), condition, why);
  }

  private String bootstrap() {
    return "127.0.0.1:" + kafkaPort;
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + httpPort + path);
  }

  @AfterEach
  void close() throws InterruptedException {
    for (ChildJvm child : children) {
      child.close();
    }
    http.shutdownNow();
  }
}
