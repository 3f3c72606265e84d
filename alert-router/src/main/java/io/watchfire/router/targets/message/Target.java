/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.message;

/**
 * A way to reach somebody. Thread-safe. Nothing it returns, logs or throws shows a secret: neither
 * a token nor a URL that is one.
 */
public interface Target extends AutoCloseable {
  /** Its kind as in the configuration, for example {@code slack}. */
  String kind();

  /** Whether it has something to say in that case; what it does not want is not sent. */
  default boolean wants(Message.Kind kind) {
    return true;
  }

  /**
   * Tries once, and returns within the target's timeout whatever the other side does.
   *
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  Result send(Message message) throws InterruptedException;

  @Override
  void close();
}
