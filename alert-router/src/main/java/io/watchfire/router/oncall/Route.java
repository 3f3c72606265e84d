/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import io.watchfire.runtime.promql.Matcher;
import java.util.List;
import java.util.Map;

/**
 * Which policy is for which alerts.
 *
 * @param matchers all of which must match; none matches every alert
 * @param policy the policy's name
 */
public record Route(List<Matcher> matchers, String policy) {

  public Route {
    matchers = List.copyOf(matchers);
  }

  /** Whether it is the route of alerts with these labels, unless an earlier one is. */
  public boolean matches(Map<String, String> labels) {
    return matchers.stream().allMatch(matcher -> matcher.matches(labels));
  }
}
