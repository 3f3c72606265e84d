/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.spec;

import java.util.ArrayList;
import java.util.List;

/**
 * All rules at work, of every kind; names are unique among them.
 *
 * @param slos objectives
 */
public record Rules(List<SloSpec> slos) {
  /** Copies the lists. */
  public Rules {
    slos = List.copyOf(slos);
  }

  /** How many. */
  public int size() {
    return slos.size();
  }

  /** These and those. */
  public Rules plus(Rules other) {
    List<SloSpec> allSlos = new ArrayList<>(slos);
    allSlos.addAll(other.slos);
    return new Rules(allSlos);
  }

  /** Everything that has to be measured for them, each once. */
  public List<Indicator> indicators() {
    return slos.stream().map(SloSpec::indicator).toList();
  }
}
