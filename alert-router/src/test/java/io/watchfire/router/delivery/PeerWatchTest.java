/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.router.FakeAlertmanager;
import io.watchfire.router.alertmanager.AlertmanagerClient;
import io.watchfire.router.alertmanager.PeerStatus;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.RouterConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeerWatchTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private FakeAlertmanager alertmanager;
  private AlertmanagerClient client;

  @BeforeEach
  void start() throws IOException {
    alertmanager = new FakeAlertmanager();
    client = new AlertmanagerClient(AlertmanagerConfig.of(alertmanager.url()));
  }

  @AfterEach
  void stop() {
    client.close();
    alertmanager.close();
  }

  @Test
  void aClockThatDiffersIsAWarningAndNoProblem() throws InterruptedException {
    PeerWatch watch = watch(Duration.ofSeconds(60));
    watch.look();

    assertThat(watch.problem()).isNull();
    assertThat(watch.warning()).matches("its clock is (59|60) s behind ours \\(expected: .*");
    assertThat(metrics.get("watchfire.router.alertmanager.skew").gauge().value())
        .isBetween(-62.0, -58.0);
  }

  @Test
  void aClockThatAgreesWithinSecondsIsFine() throws InterruptedException {
    PeerWatch watch = watch(Duration.ZERO);
    watch.look();

    assertThat(watch.warning()).isNull();
  }

  @Test
  void itsClusterIsCounted() throws InterruptedException {
    alertmanager.peers(3);
    PeerWatch watch = watch(Duration.ZERO);
    watch.look();

    assertThat(watch.peers()).isEqualTo(3);
  }

  @Test
  void halfTheRoundTripIsNoSkew() {
    Instant asked = Instant.parse("2026-11-01T00:00:00Z");
    PeerStatus status =
        PeerStatus.of("{}".getBytes(StandardCharsets.UTF_8), "Sun, 01 Nov 2026 00:00:01 GMT");

    assertThat(status.skew(asked, asked.plusSeconds(3))).isEqualTo(Duration.ZERO);
  }

  private PeerWatch watch(Duration ahead) {
    RouterConfig config = RouterConfig.to(List.of(AlertmanagerConfig.of("http://am")));
    Relabeller relabeller = new Relabeller(config, config.clusters().getFirst());
    Payload payload = new Payload(config, relabeller, new ResendSchedule(config.resendInterval()));
    Clock clock = Clock.offset(Clock.systemUTC(), ahead);
    return new PeerWatch(
        new DeliverySetup("am", relabeller, payload, clock),
        client,
        new PeerMetrics(metrics, "am"),
        Map::of,
        event -> {},
        () -> {});
  }
}
