/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Whether a predecessor was killed, and with it what it left registered at the controller. A file
 * in the data directory says so: it is there while a broker runs, and after one that could not
 * stop.
 */
final class OldRegistration {
  /** The controller looks for dead brokers now and then, not at the very moment. */
  private static final Duration SLACK = Duration.ofMillis(700);

  private final Path running;
  private final boolean left;

  private OldRegistration(Path running, boolean left) {
    this.running = running;
    this.left = left;
  }

  /** Looks for what a predecessor left, and says from now on that a broker runs here. */
  static OldRegistration begin(Path dir) {
    Path running = dir.resolve(".watchfire.running");
    boolean left = Files.exists(running);
    try {
      Files.write(running, new byte[0]);
    } catch (IOException e) {
      throw new BrokerException("data directory " + dir + " cannot be written", e);
    }
    return new OldRegistration(running, left);
  }

  /**
   * Returns when a controller that just started has taken the predecessor for dead; at once after a
   * clean stop.
   */
  void awaitEnd(Duration session) {
    if (!left) {
      return;
    }
    try {
      Thread.sleep(session.plus(SLACK));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerException("interrupted while starting the broker", e);
    }
  }

  /** The broker stopped cleanly. */
  void ended() {
    try {
      Files.deleteIfExists(running);
    } catch (IOException e) {
      throw new BrokerException("data directory " + running.getParent() + " cannot be written", e);
    }
  }
}
