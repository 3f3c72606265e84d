/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets;

import io.watchfire.router.targets.message.Target;
import io.watchfire.runtime.config.Section;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every configured target, by its name. Thread-safe. */
public final class Targets implements AutoCloseable {
  private final Map<String, Target> byName;

  /** Takes over the targets: it closes them. */
  Targets(Map<String, Target> byName) {
    this.byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  /**
   * Reads them; what is wrong goes to the sections' problems, and is left out here.
   *
   * @param targets each has a {@code name}, a {@code type}, and what the type needs
   * @param slackPresses whether somebody takes what is pressed in Slack: where nobody does, it is a
   *     problem to send buttons for it
   */
  public static Targets read(List<Section> targets, boolean slackPresses) {
    return new TargetsReader(Clock.systemUTC(), slackPresses).read(targets);
  }

  /** In the order of the configuration. */
  public Set<String> names() {
    return byName.keySet();
  }

  /** Null if there is none of that name. */
  public @Nullable Target get(String name) {
    return byName.get(name);
  }

  @Override
  public void close() {
    byName.values().forEach(Target::close);
  }
}
