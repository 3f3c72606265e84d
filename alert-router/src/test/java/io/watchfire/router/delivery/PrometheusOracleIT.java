/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchfire.router.TestBroker;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people hear of the same alerts by the router and by Prometheus. Where that differs
 * Prometheus lost something: {@code docs/prometheus-differences.md} has the list.
 */
@Tag("faults")
class PrometheusOracleIT {
  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final String OFTEN = "1s";
  private static final String DEFAULT = "1m";

  @RegisterExtension static final TestBroker BROKER = new TestBroker();

  @TempDir private Path dir;
  private @Nullable Rivals opened;

  @AfterEach
  void stop() {
    if (opened != null) {
      opened.close();
    }
  }

  @Test
  void firingResolvedAndFiringAgainSoundTheSame() throws Exception {
    Rivals rivals = open(OFTEN);
    rivals.fire("A");
    rivals.awaitBothTold("A", "firing");
    rivals.resolve("A");
    rivals.awaitBothTold("A", "firing", "resolved");
    rivals.fire("A");
    rivals.awaitBothTold("A", "firing", "resolved", "firing");
    rivals.resolve("A");
    rivals.awaitBothTold("A", "firing", "resolved", "firing", "resolved");
    rivals.awaitMarker();
    rivals.awaitBothTold("A", "firing", "resolved", "firing", "resolved");
  }

  @Test
  void anAlertThatBeginsAndEndsWhileAlertmanagerIsDownIsHeardOfFromNeither() throws Exception {
    Rivals rivals = open(OFTEN);
    rivals.sides().forEach(side -> side.alertmanager.kill());
    rivals.fire("A");
    rivals.awaitSeen("A");
    rivals.resolve("A");
    rivals.awaitSeen();
    rivals.sides().forEach(side -> side.alertmanager.restart());
    rivals.awaitMarker();
    rivals.awaitBothTold("A");
    assertThat(rivals.router.alerts())
        .as("only the router still knows of it")
        .filteredOn(alert -> "A".equals(alert.labels().get("alertname")))
        .extracting(Alert::state)
        .containsExactly(AlertState.RESOLVED);
  }

  @Test
  void aResolveIsHeardThoughAlertmanagerRestartsBeforeItsNotification() throws Exception {
    Rivals rivals = open(OFTEN);
    rivals.fire("A");
    rivals.awaitBothTold("A", "firing");
    rivals.resolve("A");
    for (Rivals.Side side : rivals.sides()) {
      await().atMost(DEADLINE).until(() -> side.alertmanager.alerts().isEmpty());
      side.alertmanager.stop();
      side.alertmanager.restart();
    }
    rivals.awaitBothTold("A", "firing", "resolved");
  }

  @Test
  void aResolveThatNobodyTookBeforeTheSenderRestartedIsHeardOnlyFromTheRouter() throws Exception {
    Rivals rivals = open(DEFAULT);
    rivals.fire("A");
    rivals.awaitBothTold("A", "firing");
    rivals.sides().forEach(side -> side.alertmanager.stop());
    rivals.resolve("A");
    rivals.awaitSeen();
    rivals.router.close();
    rivals.prometheus.kill();
    rivals.restartRouter();
    rivals.prometheus.restart();
    rivals.sides().forEach(side -> side.alertmanager.restart());
    rivals.ours.awaitTold("A", "firing", "resolved");
    rivals.awaitMarker();
    assertThat(rivals.theirs.told("A")).as("lost by Prometheus").containsExactly("A firing");
  }

  @Test
  void aLongRestartOfTheSenderResolvesFalselyOnlyWithPrometheus() throws Exception {
    Rivals rivals = open(OFTEN);
    rivals.fire("A");
    rivals.awaitBothTold("A", "firing");
    rivals.router.close();
    rivals.prometheus.kill();
    rivals.theirs.awaitTold("A", "firing", "resolved");
    rivals.restartRouter();
    rivals.prometheus.restart();
    rivals.theirs.awaitTold("A", "firing", "resolved", "firing");
    rivals.awaitMarker();
    assertThat(rivals.ours.told("A")).isEqualTo(List.of("A firing"));
  }

  private Rivals open(String resend) throws Exception {
    opened = new Rivals(BROKER.get(), dir, resend);
    return opened;
  }
}
