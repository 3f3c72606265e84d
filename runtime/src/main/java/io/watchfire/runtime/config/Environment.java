/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Environment variables as overrides of keys: {@code kafka.groupProtocol} is {@code
 * WATCHFIRE_KAFKA_GROUP_PROTOCOL}. An empty variable counts as not set, since that is what compose
 * files make of an absent one.
 */
final class Environment {
  private final Map<String, String> variables;
  private final String prefix;

  Environment(Map<String, String> variables, String prefix) {
    this.variables = variables;
    this.prefix = prefix;
  }

  static Environment none() {
    return new Environment(Map.of(), "");
  }

  Environment sub(String key) {
    return variables.isEmpty() ? this : new Environment(variables, name(key));
  }

  String name(String key) {
    String words = key.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replaceAll("[^A-Za-z0-9]", "_");
    return prefix + "_" + words.toUpperCase(Locale.ROOT);
  }

  @Nullable YamlScalar scalar(String key) {
    String value = variables.get(name(key));
    return value == null || value.isEmpty()
        ? null
        : new YamlScalar("environment variable " + name(key), 0, value, false);
  }

  /** Whether the key, or any key below it, is set. */
  boolean has(String key) {
    return scalar(key) != null || !below(key).isEmpty();
  }

  /**
   * The entries of a free map. {@code _} stands for a dot and {@code __} for an underscore, as in
   * Kafka's container images: {@code ..._CLIENT_SASL_MECHANISM} is {@code sasl.mechanism}.
   */
  Map<String, YamlScalar> entries(String key) {
    Map<String, YamlScalar> entries = new LinkedHashMap<>();
    below(key)
        .forEach(
            (name, value) -> {
              String rest = name.substring(name(key).length() + 1).toLowerCase(Locale.ROOT);
              entries.put(
                  rest.replace("__", "\0").replace('_', '.').replace('\0', '_'),
                  new YamlScalar("environment variable " + name, 0, value, false));
            });
    return entries;
  }

  private Map<String, String> below(String key) {
    Map<String, String> below = new TreeMap<>();
    variables.forEach(
        (name, value) -> {
          if (name.startsWith(name(key) + "_") && !value.isEmpty()) {
            below.put(name, value);
          }
        });
    return below;
  }
}
