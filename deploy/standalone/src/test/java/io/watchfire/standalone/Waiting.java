/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for a child JVM to do something, and on the deadline keeps what could explain why not. */
final class Waiting {
  static final Duration PATIENCE = Duration.ofSeconds(120);

  private Waiting() {}

  /**
   * Waits for the condition.
   *
   * @param why what is missing, for the error message
   */
  static void await(
      String what,
      ChildJvm child,
      String bootstrap,
      Callable<Boolean> condition,
      Callable<String> why)
      throws Exception {
    try {
      Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
    } catch (ConditionTimeoutException e) {
      child.dumpThreads();
      String kafka = ClusterEvidence.of(bootstrap);
      Path evidence = Path.of("target", "faults", "evidence-" + Instant.now() + ".txt");
      Files.createDirectories(evidence.getParent());
      pause(1_000); // the JVM writes its threads at its own pace
      Files.writeString(evidence, kafka + "\n" + child.outputs());
      throw new AssertionError("no " + what + "; " + why.call() + "; evidence in " + evidence, e);
    }
  }

  /** The moment of a kill is a matter of time and nothing else; there is no event to wait for. */
  static void pause(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    Awaitility.await()
        .atMost(Duration.ofMillis(millis).plus(PATIENCE))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> System.nanoTime() >= end);
  }
}
