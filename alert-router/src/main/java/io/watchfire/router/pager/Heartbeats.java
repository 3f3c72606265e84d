/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sign of life to somebody outside, who raises the alarm when it stops: the instance that pages
 * sends it, and only while nothing stands against paging.
 */
final class Heartbeats implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final PagerConfig.Heartbeat config;
  private final BooleanSupplier well;
  private final MeterRegistry metrics;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final Thread thread = Thread.ofVirtual().name("watchfire-heartbeat").unstarted(this::run);

  Heartbeats(PagerConfig.Heartbeat config, BooleanSupplier well, MeterRegistry metrics) {
    this.config = config;
    this.well = well;
    this.metrics = metrics;
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
    http.shutdownNow();
  }

  private void run() {
    try {
      while (true) {
        if (well.getAsBoolean()) {
          beat();
        }
        Thread.sleep(config.every());
      }
    } catch (InterruptedException e) {
      LOG.debug("heartbeats end");
    }
  }

  /** The address may be a secret, so neither it nor what names it is logged. */
  private void beat() throws InterruptedException {
    String result = "failed";
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(config.url().read())).timeout(TIMEOUT).build();
      int status = http.send(request, BodyHandlers.discarding()).statusCode();
      result = status < 300 ? "sent" : "refused";
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("the heartbeat is not sent: {}", e.getClass().getSimpleName());
    }
    metrics.counter("watchfire.pager.heartbeats", "result", result).increment();
  }
}
