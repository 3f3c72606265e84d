/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.app;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.watchfire.runtime.config.Section;
import io.watchfire.streams.ingest.Resolver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a chain of places to look for a tenant or a cluster; the first that has one wins. */
final class ResolverReader {
  static final List<Resolver.Step> DEFAULT_TENANT =
      List.of(
          new Resolver.Header("x-scope-orgid"),
          new Resolver.ResourceAttribute("tenant.id"),
          new Resolver.Default("default"));
  static final List<Resolver.Step> DEFAULT_CLUSTER =
      List.of(
          new Resolver.ResourceAttribute("k8s.cluster.name"),
          new Resolver.ResourceAttribute("cluster"));

  private ResolverReader() {}

  static Resolver read(Section tenancy, String key, List<Resolver.Step> standard) {
    if (!tenancy.has(key)) {
      return new Resolver(standard);
    }
    List<Resolver.Step> chain = new ArrayList<>();
    for (Section place : tenancy.sections(key)) {
      Resolver.Step step = step(place);
      if (step == null) {
        place.problem(key, key + " (expected: one of header, topic, key: true, resource, default)");
      } else {
        chain.add(step);
      }
    }
    return new Resolver(chain);
  }

  private static Resolver.@Nullable Step step(Section place) {
    if (place.has("header")) {
      return new Resolver.Header(place.requiredString("header"));
    }
    if (place.has("topic")) {
      return topic(place, place.requiredString("topic"));
    }
    if (place.bool("key", false)) {
      return new Resolver.Key();
    }
    if (place.has("resource")) {
      return new Resolver.ResourceAttribute(place.requiredString("resource"));
    }
    return place.has("default") ? new Resolver.Default(place.requiredString("default")) : null;
  }

  private static Resolver.Step topic(Section place, String pattern) {
    try {
      return new Resolver.TopicPattern(Pattern.compile(pattern));
    } catch (PatternSyntaxException e) {
      place.problem("topic", "topic: " + pattern + " (expected: a regular expression, RE2)");
      return new Resolver.Default("");
    }
  }
}
