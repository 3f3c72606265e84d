/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchfire.router.RealAlertmanager;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Three Alertmanagers that a storm of alerts is sent to: a well one, a slow one and a dead one. */
final class Storm implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  /** About 200 KB a second. */
  private static final Duration SLOW = Duration.ofMillis(20);

  final RealAlertmanager well;
  final RealAlertmanager slow;
  final RealAlertmanager dead;
  private final Gate gate;
  private final HttpClient http = HttpClient.newHttpClient();

  Storm(Path dir) throws IOException {
    well = RealAlertmanager.start(dir.resolve("well"), RealAlertmanager.NO_RECEIVERS);
    slow = RealAlertmanager.start(dir.resolve("slow"), RealAlertmanager.NO_RECEIVERS);
    dead = RealAlertmanager.start(dir.resolve("dead"), RealAlertmanager.NO_RECEIVERS);
    gate = new Gate(slow.url(), SLOW);
    dead.kill();
  }

  /** Where to send. */
  List<String> urls() {
    return List.of(well.url(), gate.url(), dead.url());
  }

  List<String> addresses() {
    return urls().stream().map(url -> URI.create(url).getAuthority()).toList();
  }

  /** Waits until that one has so many alerts; returns the seconds since. */
  double awaitAll(RealAlertmanager alertmanager, int alerts, long sinceNanos) {
    await()
        .atMost(DEADLINE)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(count(alertmanager)).isEqualTo(alerts));
    return (System.nanoTime() - sinceNanos) / 1e9;
  }

  /** How many alerts fire there; cheaper to ask for than the alerts themselves. */
  int count(RealAlertmanager alertmanager) throws IOException, InterruptedException {
    URI metrics = URI.create(alertmanager.url() + "/metrics");
    String body =
        http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString()).body();
    return body.lines()
        .filter(line -> line.startsWith("alertmanager_alerts{state=\"active\"}"))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** The most memory that a process has had so far; NaN where the system does not say it. */
  static double peakMegabytes(long pid) throws IOException {
    Path status = Path.of("/proc/" + pid + "/status");
    if (!Files.exists(status)) {
      return Double.NaN;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(Double.NaN);
  }

  @Override
  public void close() {
    gate.close();
    List.of(well, slow, dead).forEach(RealAlertmanager::close);
    http.close();
  }
}
