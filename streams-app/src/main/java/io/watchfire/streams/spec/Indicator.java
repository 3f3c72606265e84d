/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec;

import io.watchfire.streams.query.GroupLabel;
import io.watchfire.streams.query.Origin;
import java.util.List;

/**
 * What is measured, and for whom; several rules may judge the same one.
 *
 * @param name unique among all; the name of the rule that it was written in
 * @param tenant whose telemetry; empty for every tenant's
 * @param sources which of them count is chosen for each resource and group
 * @param by labels that make a group
 * @param written whether somebody wrote it, rather than that it comes without a file
 */
public record Indicator(
    String name, String tenant, List<Source> sources, List<GroupLabel> by, boolean written) {
  /** Copies the lists. */
  public Indicator {
    sources = List.copyOf(sources);
    by = List.copyOf(by);
  }

  /** One that somebody wrote. */
  public Indicator(String name, String tenant, List<Source> sources, List<GroupLabel> by) {
    this(name, tenant, sources, by, true);
  }

  /** By what is known what was learnt of it, whatever its name and its groups are; never 0. */
  public long fingerprint() {
    return Fingerprint.of(this, "");
  }

  /** Who made the numbers of each source. */
  public List<Origin> origins() {
    return sources.stream().map(Source::origin).toList();
  }
}
