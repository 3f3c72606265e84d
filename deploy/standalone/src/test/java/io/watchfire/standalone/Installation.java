/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import java.util.concurrent.Callable;

/** Watchfire as somebody runs it, whatever release that is at the moment. */
interface Installation extends AutoCloseable {
  /** Where its Kafka is. */
  String bootstrap();

  /** Objectives, alerts and readings. */
  Api streams();

  /** Incidents. */
  Api router();

  /** A process whose threads would explain why something does not happen. */
  ChildJvm suspect();

  /** Waits for the condition. */
  default void await(String what, Callable<Boolean> condition, Callable<String> why)
      throws Exception {
    Waiting.await(what, suspect(), bootstrap(), condition, why);
  }
}
