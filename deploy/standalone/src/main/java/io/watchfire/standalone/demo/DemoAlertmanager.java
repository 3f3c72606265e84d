/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A real Alertmanager beside the demonstration, and what its API says. */
final class DemoAlertmanager implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Pattern RESOLVED =
      Pattern.compile("alertmanager_alerts_received_total\\{[^}]*status=\"resolved\"[^}]*} (\\d+)");

  private final Process process;
  private final String url;
  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(ANSWER).build();

  private DemoAlertmanager(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Gets the program, which says on standard error how when that takes long.
   *
   * @param home the directory of the product
   * @return its path, or null if none could be had
   */
  static @Nullable Path program(Path home) throws InterruptedException {
    Path script = home.resolve("deploy/alertmanager/get");
    if (!Files.exists(script)) {
      return null;
    }
    try {
      Process get =
          new ProcessBuilder("bash", script.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String printed = new String(get.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return get.waitFor() == 0 ? Path.of(printed.strip().replaceAll("(?s).*\\n", "")) : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Starts it on a free port, with its files in that directory; returns before it is ready. */
  static DemoAlertmanager start(Path program, Path dir, String config) throws IOException {
    Files.createDirectories(dir);
    Path file = Files.writeString(dir.resolve("alertmanager.yml"), config);
    int port = freePort();
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + file,
                "--storage.path=" + dir.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("alertmanager.log").toFile())
            .start();
    return new DemoAlertmanager(process, "http://127.0.0.1:" + port);
  }

  String url() {
    return url;
  }

  boolean ready() throws InterruptedException {
    return get("/-/ready") != null;
  }

  /** Whether its API lists an active alert with these labels among others. */
  boolean shows(Map<String, String> labels) throws InterruptedException {
    String body = get("/api/v2/alerts");
    if (body == null) {
      return false;
    }
    try {
      for (JsonNode alert : mapper.readTree(body)) {
        if (has(alert.path("labels"), labels)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether it answers, and its API lists no active alert with these labels. */
  boolean gone(Map<String, String> labels) throws InterruptedException {
    return get("/api/v2/alerts") != null && !shows(labels);
  }

  /** How many resolutions it was told since its start. */
  long resolutions() throws InterruptedException {
    String body = get("/metrics");
    long sum = 0;
    if (body != null) {
      Matcher matcher = RESOLVED.matcher(body);
      while (matcher.find()) {
        sum += Long.parseLong(matcher.group(1));
      }
    }
    return sum;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    http.shutdownNow();
  }

  private static boolean has(JsonNode labels, Map<String, String> wanted) {
    return wanted.entrySet().stream()
        .allMatch(label -> labels.path(label.getKey()).asText().equals(label.getValue()));
  }

  /** The body of a 200, or null. */
  private @Nullable String get(String path) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).timeout(ANSWER).build();
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      return response.statusCode() == 200 ? response.body() : null;
    } catch (IOException e) {
      return null;
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "Alertmanager %s (process %d)", url, process.pid());
  }
}
