/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import io.watchfire.router.alertmanager.AlertmanagerClient;
import io.watchfire.router.alertmanager.Answers;
import io.watchfire.router.alertmanager.Outcome;
import io.watchfire.router.alertmanager.PeerStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that an Alertmanager is back, or is another process than before: it keeps no alerts on
 * disk, so a new process knows nothing of what the old one accepted.
 */
final class PeerWatch {
  private static final Logger LOG = LoggerFactory.getLogger(PeerWatch.class);
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final byte[] NO_ALERTS = "[]".getBytes(StandardCharsets.UTF_8);

  private final String name;
  private final AlertmanagerClient client;
  private final PeerMetrics metrics;
  private final Supplier<@Nullable Map<String, String>> headers;
  private final Clock clock;
  private final Consumer<TopicEvent> events;
  private final Runnable looked;

  private @Nullable String uptime;
  private boolean failing;
  private boolean blind;
  private volatile int peers;
  private volatile @Nullable String warning;
  private volatile @Nullable String problem = "not asked yet";

  /**
   * Nothing is asked before {@link #look}.
   *
   * @param headers of each request; null while nobody can be asked, which stands against nothing
   * @param events takes that the peer is back or another one
   * @param looked run after each look
   */
  PeerWatch(
      DeliverySetup setup,
      AlertmanagerClient client,
      PeerMetrics metrics,
      Supplier<@Nullable Map<String, String>> headers,
      Consumer<TopicEvent> events,
      Runnable looked) {
    this.name = setup.name();
    this.client = client;
    this.metrics = metrics;
    this.headers = headers;
    this.clock = setup.clock();
    this.events = events;
    this.looked = looked;
  }

  /** Until interrupted. The first {@link #look} comes before the first delivery, not from here. */
  void run() throws InterruptedException {
    while (true) {
      Thread.sleep(INTERVAL);
      look();
    }
  }

  /** Asks once. */
  void look() throws InterruptedException {
    Map<String, String> asking = headers.get();
    if (asking == null) {
      problem = null;
    } else {
      look(asking);
    }
    looked.run();
  }

  private void look(Map<String, String> asking) throws InterruptedException {
    try {
      Instant asked = clock.instant();
      PeerStatus status = client.status(TIMEOUT, asking);
      judge(status.skew(asked, clock.instant()));
      peers = status.peers();
      if (status.uptime() == null) {
        lookBlind(asking);
      } else {
        answered(status.uptime());
      }
    } catch (IOException e) {
      failed("does not answer: " + Answers.reason(e));
    }
  }

  /** What stands against delivery; null if nothing. */
  @Nullable String problem() {
    return problem;
  }

  /** What people should know though alerts are delivered; null if nothing. */
  @Nullable String warning() {
    return warning;
  }

  /** How many members its cluster had when it last answered, itself included; 0 if not known. */
  int peers() {
    return peers;
  }

  private void judge(@Nullable Duration skew) {
    if (skew == null) {
      return;
    }
    metrics.skew(skew);
    String found = PeerStatus.skewed(skew);
    if (found != null && warning == null) {
      LOG.warn("{}: {}", name, found);
    }
    warning = found;
  }

  private void answered(String answer) {
    boolean restarted = uptime == null ? failing : !uptime.equals(answer);
    uptime = answer;
    if (restarted) {
      LOG.info("{} was started at {}: sending everything current", name, answer);
      events.accept(new TopicEvent.Restarted());
    }
    well();
  }

  /** Some proxies let only the alerts through; posting none of them shows whether they do. */
  private void lookBlind(Map<String, String> asking) throws InterruptedException {
    switch (client.post(NO_ALERTS, asking)) {
      case Outcome.Accepted accepted -> {
        if (!blind) {
          LOG.warn(
              "{}: no /api/v2/status, so its restarts go unnoticed until the next resend", name);
        }
        blind = true;
        well();
      }
      case Outcome.Misconfigured wrong -> failed("configuration: " + wrong.cause());
      case Outcome.Unavailable down -> failed("does not answer: " + down.cause());
      case Outcome.Partial odd -> failed("not an Alertmanager: " + odd.cause());
      case Outcome.Rejected odd -> failed("not an Alertmanager: " + odd.cause());
    }
  }

  private void well() {
    if (failing) {
      events.accept(new TopicEvent.BackAgain());
    }
    failing = false;
    problem = null;
    metrics.up(true);
  }

  private void failed(String cause) {
    if (!failing) {
      LOG.warn("{} {}", name, cause);
    }
    failing = true;
    problem = cause;
    metrics.up(false);
  }
}
