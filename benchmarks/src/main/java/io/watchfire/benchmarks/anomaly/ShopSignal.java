/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

/**
 * One signal of one service of the recorded shop.
 *
 * @param name in words, such as {@code cpu}
 */
record ShopSignal(String service, String name) implements Comparable<ShopSignal> {
  @Override
  public int compareTo(ShopSignal other) {
    int services = service.compareTo(other.service);
    return services != 0 ? services : name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return service + " " + name;
  }
}
