/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Real Alertmanagers that gossip with each other on loopback. */
public final class AlertmanagerCluster implements AutoCloseable {
  private final List<RealAlertmanager> members = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();

  private AlertmanagerCluster() {}

  /**
   * Starts that many, without waiting for the gossip to settle.
   *
   * @param options further command line options of each, for example {@code
   *     --cluster.peer-timeout=1s}
   */
  public static AlertmanagerCluster start(Path dir, String config, int size, String... options) {
    AlertmanagerCluster cluster = new AlertmanagerCluster();
    List<Integer> ports = FreePorts.several(size);
    for (int member = 0; member < size; member++) {
      List<String> all = new ArrayList<>(List.of(options));
      all.add("--cluster.listen-address=127.0.0.1:" + ports.get(member));
      for (int peer = 0; peer < size; peer++) {
        if (peer != member) {
          all.add("--cluster.peer=127.0.0.1:" + ports.get(peer));
        }
      }
      cluster.members.add(
          RealAlertmanager.start(dir.resolve("am" + member), config, all.toArray(String[]::new)));
    }
    return cluster;
  }

  /** Waits until every member knows every other and sends notifications. */
  public void awaitSettled() {
    for (RealAlertmanager member : members) {
      await("the gossip has settled")
          .atMost(Duration.ofSeconds(90))
          .until(
              () ->
                  status(member).path("status").asText().equals("ready")
                      && status(member).path("peers").size() == members.size());
    }
  }

  /** The part of its status that is about the cluster. */
  public JsonNode status(RealAlertmanager member) {
    return read(member.url() + "/api/v2/status").path("cluster");
  }

  /** The member whose turn to notify comes first. */
  public RealAlertmanager first() {
    return members.stream()
        .filter(
            member -> text(member.url() + "/metrics").contains("alertmanager_peer_position 0\n"))
        .findFirst()
        .orElseThrow();
  }

  public RealAlertmanager get(int member) {
    return members.get(member);
  }

  /** All of them. */
  public List<RealAlertmanager> members() {
    return List.copyOf(members);
  }

  @Override
  public void close() {
    members.forEach(RealAlertmanager::close);
    http.close();
  }

  private JsonNode read(String url) {
    try {
      return mapper.readTree(text(url));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String text(String url) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30)).build();
      var response = http.send(request, BodyHandlers.ofString());
      assertThat(response.statusCode()).as(url).isEqualTo(200);
      return response.body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
