/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import io.watchfire.runtime.kafka.KafkaSettings;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** Asks the broker every other second whether it still serves, as any client would. */
final class BrokerProbe implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final long PATIENCE_SECONDS = 5;

  private final Admin admin;
  private final Thread thread = Thread.ofVirtual().name("broker-probe").unstarted(this::run);
  private volatile @Nullable String problem = "not asked yet";

  BrokerProbe(KafkaSettings kafka) {
    this.admin = Admin.create(kafka.admin());
  }

  void start() {
    thread.start();
  }

  @Nullable String problem() {
    return problem;
  }

  @Override
  public void close() {
    thread.interrupt();
    admin.close(Duration.ofSeconds(1));
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        problem = ask();
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable String ask() throws InterruptedException {
    try {
      int nodes = admin.describeCluster().nodes().get(PATIENCE_SECONDS, TimeUnit.SECONDS).size();
      return nodes > 0 ? null : "the broker has left its own cluster";
    } catch (TimeoutException e) {
      return "the broker has not answered for " + PATIENCE_SECONDS + " s";
    } catch (ExecutionException e) {
      return "the broker refuses: " + e.getCause();
    }
  }
}
