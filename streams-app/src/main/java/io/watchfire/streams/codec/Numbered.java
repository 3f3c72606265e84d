/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Distinct things, numbered from 0 in the order in which they came. A few groups are fed by most
 * resources, and a list of a few is searched faster than a map; of thousands only a map will do.
 */
public final class Numbered<T> {
  private static final int FEW = 8;

  private final List<T> things = new ArrayList<>();
  private final Map<T, Integer> numbers = new HashMap<>();

  /** Its number; a new one if it was not there. */
  public int number(T thing) {
    int known = things.size() <= FEW ? things.indexOf(thing) : numbers.getOrDefault(thing, -1);
    return known < 0 ? add(thing) : known;
  }

  /** All of them, each where its number says. */
  public List<T> things() {
    return things;
  }

  private int add(T thing) {
    int number = things.size();
    things.add(thing);
    if (things.size() > FEW) {
      for (int i = numbers.size(); i <= number; i++) {
        numbers.put(things.get(i), i);
      }
    }
    return number;
  }
}
