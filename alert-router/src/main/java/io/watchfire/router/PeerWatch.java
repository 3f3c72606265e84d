/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
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
  private final MemberMetrics metrics;
  private final Consumer<Notice> notices;

  private @Nullable String uptime;
  private boolean failing;
  private boolean blind;
  private volatile @Nullable String problem = "not asked yet";

  PeerWatch(
      String name, AlertmanagerClient client, MemberMetrics metrics, Consumer<Notice> notices) {
    this.name = name;
    this.client = client;
    this.metrics = metrics;
    this.notices = notices;
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
    try {
      String answer = client.uptime(TIMEOUT);
      if (answer == null) {
        lookBlind();
      } else {
        answered(answer);
      }
    } catch (IOException e) {
      failed("does not answer: " + Answers.reason(e));
    }
  }

  /** What stands against delivery; null if nothing. */
  @Nullable String problem() {
    return problem;
  }

  private void answered(String answer) {
    boolean restarted = uptime == null ? failing : !uptime.equals(answer);
    uptime = answer;
    if (restarted) {
      LOG.info("{} was started at {}: sending everything current", name, answer);
      notices.accept(new Notice.Restarted());
    }
    well();
  }

  /** Some proxies let only the alerts through; posting none of them shows whether they do. */
  private void lookBlind() throws InterruptedException {
    switch (client.post(NO_ALERTS)) {
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
      notices.accept(new Notice.BackAgain());
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
