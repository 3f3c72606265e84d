/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A real Alertmanager process that notifies nobody. */
final class Alertmanager implements AutoCloseable {
  private static final String CONFIG = "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n";

  private final Process process;
  private final String url;
  private final HttpClient http = HttpClient.newHttpClient();

  private Alertmanager(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  static Alertmanager start(Path program, Path work) throws IOException {
    int port = freePort();
    Files.writeString(work.resolve("alertmanager.yml"), CONFIG);
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + work.resolve("alertmanager.yml"),
                "--storage.path=" + work.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("alertmanager.log").toFile())
            .start();
    Alertmanager started = new Alertmanager(process, "http://127.0.0.1:" + port);
    Stack.await("ready", Duration.ofSeconds(30), started::answers);
    return started;
  }

  String url() {
    return url;
  }

  /** Whether its API has an alert of that service. */
  boolean shows(String service) throws IOException, InterruptedException {
    return get("/api/v2/alerts?filter=service%3D%22" + service + "%22").contains("\"fingerprint\"");
  }

  private boolean answers() {
    try {
      return get("/-/ready").contains("OK");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private String get(String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(5)).build(),
            BodyHandlers.ofString())
        .body();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
