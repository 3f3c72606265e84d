/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.router.alertmanager.NameLookup;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.ClusterConfig;
import io.watchfire.router.config.Resolve;
import io.watchfire.router.config.RouterConfig;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.MockProducer;
import org.junit.jupiter.api.Test;

class ClusterTest {
  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final CompletableFuture<Thread> looking = new CompletableFuture<>();
  private final CountDownLatch answer = new CountDownLatch(1);

  @Test
  void aLookupThatHangsBeyondTheCloseMakesNoPeer() throws Exception {
    ClusterConfig config =
        new ClusterConfig(
            "am", List.of(AlertmanagerConfig.of("http://am:9093")), Resolve.ALL, List.of(), null);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", "localhost:1"))) {
      Cluster cluster = new Cluster(config, hanging(), Duration.ofMillis(1), context(admin));
      cluster.start();
      Thread resolving = looking.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
      Thread.currentThread().interrupt(); // whoever closes does not wait
      cluster.close();
      assertThat(Thread.interrupted()).isTrue();

      answer.countDown();
      assertThat(resolving.join(DEADLINE)).isTrue();
      assertThat(cluster.peers()).isEmpty();
    }
  }

  /** Does not hear that it is interrupted, as the system's lookup does not. */
  private NameLookup hanging() {
    return host -> {
      looking.complete(Thread.currentThread());
      boolean interrupted = false;
      while (answer.getCount() > 0) {
        try {
          answer.await();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return List.of(InetAddress.getLoopbackAddress());
    };
  }

  private DeliveryContext context(Admin admin) {
    RouterConfig config = RouterConfig.to(List.of());
    DeadLetters deadLetters = new DeadLetters(new MockProducer<>(), config, metrics);
    return new DeliveryContext(
        config,
        new AlertFeed(new AlertStates(alert -> Set.of())),
        admin,
        new DeliveryAudit(new MockProducer<>(), "audit", deadLetters, metrics),
        metrics,
        Clock.systemUTC());
  }
}
