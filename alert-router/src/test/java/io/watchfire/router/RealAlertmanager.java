/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.router.config.AlertmanagerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/**
 * An Alertmanager process for tests, on free loopback ports and a directory of its own. Where none
 * can be had the test that asks for it is skipped with the reason, in CI ({@code CI=true}) it
 * fails.
 */
public final class RealAlertmanager implements AutoCloseable {
  /** Routes everything to nobody. */
  public static final String NO_RECEIVERS =
      """
      route: {receiver: nobody, group_wait: 1s, group_interval: 1s}
      receivers: [{name: nobody}]
      """;

  private static final Duration READY = Duration.ofSeconds(30);

  private final String program;
  private final Path dir;
  private final List<String> options;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private Process process;

  private RealAlertmanager(String program, Path dir, List<String> options, int port) {
    this.program = program;
    this.dir = dir;
    this.options = options;
    this.port = port;
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @param dir an empty directory for its configuration, data and log
   * @param config its configuration file's text
   * @param options further command line options, for example {@code --web.config.file=...}
   */
  public static RealAlertmanager start(Path dir, String config, String... options) {
    return start(Newest.PROGRAM, dir, config, options);
  }

  /** The same of the oldest version that is supported. */
  public static RealAlertmanager startOldest(Path dir, String config, String... options) {
    return start(Oldest.PROGRAM, dir, config, options);
  }

  private static RealAlertmanager start(
      RealProgram program, Path dir, String config, String... options) {
    String path = program.require();
    try {
      Files.createDirectories(dir);
      Files.writeString(dir.resolve("alertmanager.yml"), config);
      RealAlertmanager alertmanager =
          new RealAlertmanager(path, dir, List.of(options), FreePorts.one());
      alertmanager.restart();
      return alertmanager;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Skips the test unless the program is at least 0.{@code minor}. */
  public static void requireMinor(int minor) {
    try {
      Process process =
          new ProcessBuilder(Newest.PROGRAM.require(), "--version")
              .redirectErrorStream(true)
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Matcher version = Pattern.compile("version 0\\.(\\d+)").matcher(text);
      Assumptions.assumeTrue(
          version.find() && Integer.parseInt(version.group(1)) >= minor,
          () -> "Alertmanager 0." + minor + " or newer is needed: " + text.lines().findFirst());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its address, for {@link AlertmanagerConfig}. */
  public String url() {
    return (isTls() ? "https://localhost:" : "http://127.0.0.1:") + port;
  }

  /** SIGKILL: what it holds in memory is gone. Returns when the process is dead. */
  public void kill() {
    process.destroyForcibly();
    try {
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("Alertmanager is dead").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** SIGTERM: it writes down what it remembers. Returns when the process is gone. */
  public void stop() {
    process.destroy();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("Alertmanager has stopped").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** SIGSTOP: it keeps its memory and its port, and answers nothing. */
  public void pause() {
    signal("STOP");
  }

  /** SIGCONT after {@link #pause}. */
  public void resume() {
    signal("CONT");
  }

  /** Starts the program again after {@link #kill}, on the same port; waits until it is ready. */
  public void restart() {
    List<String> command = new ArrayList<>(List.of(program));
    command.add("--config.file=" + dir.resolve("alertmanager.yml"));
    command.add("--storage.path=" + dir.resolve("data"));
    command.add("--web.listen-address=127.0.0.1:" + port);
    if (options.stream().noneMatch(o -> o.startsWith("--cluster.listen-address="))) {
      command.add("--cluster.listen-address=");
    }
    command.addAll(options);
    try {
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(dir.resolve("alertmanager.log").toFile()))
              .start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    await("Alertmanager is ready")
        .atMost(READY)
        .pollInterval(Duration.ofMillis(20))
        .until(this::ready);
  }

  /**
   * The alerts of its API that are neither resolved nor expired, each with labels, annotations,
   * startsAt, endsAt and fingerprint. Only for one without TLS and authentication.
   */
  public List<JsonNode> alerts() {
    List<JsonNode> alerts = new ArrayList<>();
    get("/api/v2/alerts").forEach(alerts::add);
    return alerts;
  }

  /** The values of that label of {@link #alerts}, sorted. */
  public List<String> labels(String name) {
    return alerts().stream().map(a -> a.path("labels").path(name).asText()).sorted().toList();
  }

  /** The silences that hold. */
  public List<JsonNode> silences() {
    List<JsonNode> silences = new ArrayList<>();
    get("/api/v2/silences").forEach(silences::add);
    return silences.stream()
        .filter(silence -> !silence.path("status").path("state").asText().equals("expired"))
        .toList();
  }

  @Override
  public void close() {
    kill();
    http.close();
  }

  private JsonNode get(String path) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(10)).build();
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      assertThat(response.statusCode()).isEqualTo(200);
      return mapper.readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void signal(String name) {
    try {
      int status =
          new ProcessBuilder("bash", "-c", "kill -" + name + " " + process.pid()).start().waitFor();
      assertThat(status).as("kill -" + name).isZero();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isTls() {
    return options.stream().anyMatch(o -> o.startsWith("--web.config.file"));
  }

  /** With TLS, and so perhaps client certificates, an open port must do. */
  private boolean ready() throws InterruptedException {
    assertThat(process.isAlive()).as("Alertmanager runs, see " + dir).isTrue();
    if (isTls()) {
      try (var socket = new java.net.Socket(InetAddress.getByName("127.0.0.1"), port)) {
        return socket.isConnected();
      } catch (IOException e) {
        return false;
      }
    }
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/-/ready")).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** What the scripts found, once per JVM. */
  private static final class Newest {
    static final RealProgram PROGRAM = RealProgram.by("deploy/alertmanager/get");
  }

  private static final class Oldest {
    static final RealProgram PROGRAM = RealProgram.by("deploy/alertmanager/get-oldest");
  }
}
