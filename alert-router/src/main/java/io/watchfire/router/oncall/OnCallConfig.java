/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who can be paged, who is on call when, and which alerts page whom.
 *
 * @param routes in order: the first that matches counts
 * @param watchdog null: no alert has to keep arriving
 */
public record OnCallConfig(
    List<Person> people,
    List<Schedule> schedules,
    List<Policy> policies,
    List<Route> routes,
    @Nullable Watchdog watchdog) {

  public OnCallConfig {
    people = List.copyOf(people);
    schedules = List.copyOf(schedules);
    policies = List.copyOf(policies);
    routes = List.copyOf(routes);
  }

  /** Nobody is ever paged. */
  public static OnCallConfig none() {
    return new OnCallConfig(List.of(), List.of(), List.of(), List.of(), null);
  }

  /** The policy of the first route that matches; null: nobody is to be paged. */
  public @Nullable Policy policyFor(Map<String, String> labels) {
    for (Route route : routes) {
      if (route.matches(labels)) {
        return policy(route.policy());
      }
    }
    return null;
  }

  /** The policy of that name; null if there is none. */
  public @Nullable Policy policy(String name) {
    return named(policies, Policy::name, name);
  }

  /** The person of that name; null if there is none. */
  public @Nullable Person person(String name) {
    return named(people, Person::name, name);
  }

  /** The schedule of that name; null if there is none. */
  public @Nullable Schedule schedule(String name) {
    return named(schedules, Schedule::name, name);
  }

  private static <T> @Nullable T named(List<T> all, Function<T, String> nameOf, String name) {
    for (T one : all) {
      if (nameOf.apply(one).equals(name)) {
        return one;
      }
    }
    return null;
  }
}
