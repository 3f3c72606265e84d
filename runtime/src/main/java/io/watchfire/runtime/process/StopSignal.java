/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGINT and SIGTERM as something to wait for. The process ends when this is closed, so that
 * everything can be stopped first.
 */
public final class StopSignal implements AutoCloseable {
  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  private StopSignal() {}

  /** Listens from now on. */
  public static StopSignal install() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(signal::onShutdown));
    return signal;
  }

  /** Whether we are to stop. */
  public boolean requested() {
    return requested.getCount() == 0;
  }

  /** Waits until we are to stop. */
  public void await() throws InterruptedException {
    requested.await();
  }

  /** Waits so long, or until we are to stop; returns whether we are. */
  public boolean pause(Duration duration) throws InterruptedException {
    return requested.await(duration.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Lets the process end. */
  @Override
  public void close() {
    done.countDown();
  }

  private void onShutdown() {
    requested.countDown();
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
