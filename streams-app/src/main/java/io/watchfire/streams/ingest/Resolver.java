/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds a record's tenant, or its cluster, by an ordered chain: the first that has one wins. */
public final class Resolver {
  private final List<Step> chain;
  private final List<String> headers = new ArrayList<>();
  private final boolean readsKey;

  /** A chain of steps; end it with {@link Default}. */
  public Resolver(List<Step> chain) {
    this.chain = List.copyOf(chain);
    this.readsKey = chain.stream().anyMatch(Key.class::isInstance);
    for (Step step : chain) {
      if (step instanceof Header header) {
        headers.add(header.name().toLowerCase(Locale.ROOT));
      }
    }
  }

  /** The value for a resource of a record; empty if no step has one. */
  public String resolve(RecordOrigin origin, Map<String, String> resource) {
    for (Step step : chain) {
      String found = step.find(origin, resource);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return "";
  }

  /** What of a record's origin it looks at; the rest may differ from record to record. */
  RecordOrigin relevant(RecordOrigin origin) {
    return new RecordOrigin(
        origin.topic(), readsKey ? origin.key() : "", relevant(origin.headers()), 0);
  }

  private Map<String, String> relevant(Map<String, String> all) {
    if (all.isEmpty() || headers.isEmpty()) {
      return Map.of();
    }
    Map<String, String> some = new HashMap<>();
    for (String name : headers) {
      some.put(name, all.getOrDefault(name, ""));
    }
    return some;
  }

  /** One place to look. */
  public sealed interface Step {
    /** The value there; empty if there is none. */
    String find(RecordOrigin origin, Map<String, String> resource);
  }

  /** A Kafka header, in any case. */
  public record Header(String name) implements Step {
    @Override
    public String find(RecordOrigin origin, Map<String, String> resource) {
      return origin.headers().getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /** The first group of a regular expression over the topic's name. */
  public record TopicPattern(Pattern pattern) implements Step {
    @Override
    public String find(RecordOrigin origin, Map<String, String> resource) {
      Matcher matcher = pattern.matcher(origin.topic());
      return matcher.matches() && matcher.groupCount() > 0 ? matcher.group(1) : "";
    }
  }

  /** The record's key. */
  public record Key() implements Step {
    @Override
    public String find(RecordOrigin origin, Map<String, String> resource) {
      return origin.key();
    }
  }

  /** A resource attribute. */
  public record ResourceAttribute(String name) implements Step {
    @Override
    public String find(RecordOrigin origin, Map<String, String> resource) {
      return resource.getOrDefault(name, "");
    }
  }

  /** A constant, for what came without. */
  public record Default(String value) implements Step {
    @Override
    public String find(RecordOrigin origin, Map<String, String> resource) {
      return value;
    }
  }
}
