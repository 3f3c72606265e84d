/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall.file;

import io.watchfire.router.oncall.OnCallConfig;
import io.watchfire.runtime.config.Section;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the file of on call: first which names there are, then everything that refers to them. */
public final class OnCallReader {
  /** More than any installation has; so that a mistake of a generator is seen as one. */
  static final int MAX_ITEMS = 10_000;

  private final Section root;
  private final Names targets;

  /**
   * Reads from the root of the file.
   *
   * @param targetNames the names of the targets, which somebody else reads
   */
  public OnCallReader(Section root, Set<String> targetNames) {
    this.root = root;
    this.targets = new Names("a target", targetNames);
  }

  /**
   * Reads it. What is wrong goes to the section's problems, and what is returned then is not to be
   * used. Refusing unknown keys is left to the caller, after everything was read; {@code targets}
   * counts as known.
   */
  public OnCallConfig read() {
    // Asked for, so that it is not refused as unknown; it is read elsewhere.
    root.has("targets");
    KeyReader keys = new KeyReader(root);
    List<Section> people = keys.sections("people", MAX_ITEMS);
    List<Section> schedules = keys.sections("schedules", MAX_ITEMS);
    List<Section> policies = keys.sections("policies", MAX_ITEMS);
    Names persons = Names.declared("a person", people);
    Names rosters = Names.declared("a schedule", schedules);
    RouteReader routes = new RouteReader(Names.declared("a policy", policies));
    return new OnCallConfig(
        each(people, new PersonReader(targets)::read),
        each(schedules, new ScheduleReader(persons)::read),
        each(policies, new PolicyReader(persons, rosters, targets)::read),
        routes.read(keys.sections("routes", MAX_ITEMS)),
        root.has("watchdog") ? routes.watchdog(root.section("watchdog")) : null);
  }

  private static <T> List<T> each(List<Section> sections, Function<Section, @Nullable T> read) {
    return sections.stream().map(read).filter(Objects::nonNull).toList();
  }
}
