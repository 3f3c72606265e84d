/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.http;

import org.jspecify.annotations.Nullable;

/** Whether a part of the process works. Called on every probe: it must answer at once. */
@FunctionalInterface
public interface Check {

  /** Why it does not work, in a sentence, or null if it does. */
  @Nullable String problem();
}
