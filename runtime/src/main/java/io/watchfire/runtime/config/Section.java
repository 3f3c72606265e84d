/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.config;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads one mapping as types. A value that is missing or wrong becomes a problem with its position,
 * and reading goes on with the default, so that one look finds everything. A key without a value
 * ({@code key:}) reads as an absent one.
 *
 * <p>Whatever was asked for counts as known: after reading, {@link #refuseUnknown} finds the rest.
 *
 * <p>Longer than 300 lines, since it has one short method for each type that a key can have, and
 * readers look for them in one place.
 */
public final class Section {
  private static final Duration ANY_DURATION = Duration.ofMinutes(1);

  private final YamlMap map;
  private final int line;
  private final String path;
  private final Problems problems;
  private final Environment environment;
  private final Set<String> asked = new LinkedHashSet<>();
  private final Map<String, KeyDoc> docs = new LinkedHashMap<>();
  private final List<Section> children = new ArrayList<>();

  private Section(YamlMap map, int line, String path, Problems problems, Environment environment) {
    this.map = map;
    this.line = line;
    this.path = path;
    this.problems = problems;
    this.environment = environment;
  }

  /** A reader for documents that the environment does not override, such as rules. */
  public static Section of(YamlMap map, Problems problems) {
    return new Section(map, map.line(), "", problems, Environment.none());
  }

  /**
   * A reader for a process's configuration.
   *
   * @param prefix of the variables that override keys: with {@code WATCHFIRE}, {@code
   *     kafka.groupProtocol} is overridden by {@code WATCHFIRE_KAFKA_GROUP_PROTOCOL}
   */
  public static Section of(YamlMap map, Problems problems, Map<String, String> env, String prefix) {
    return new Section(map, map.line(), "", problems, new Environment(env, prefix));
  }

  /** Whether the key, or for a section anything below it, is given here or by the environment. */
  public boolean has(String key) {
    asked.add(key);
    return environment.has(key) || present(map.entries().get(key));
  }

  public int line() {
    return line;
  }

  /** The key's line, or the section's where the key is absent. */
  public int line(String key) {
    return map.keyLines().getOrDefault(key, line);
  }

  /** The raw value; the environment does not override it. */
  public @Nullable YamlNode node(String key) {
    asked.add(key);
    return map.entries().get(key);
  }

  public String string(String key, String def) {
    String value = read(key, "text", def, text -> text);
    return value == null ? def : value;
  }

  public @Nullable String string(String key) {
    return read(key, "text", "", text -> text);
  }

  /** The text, or a problem and the empty string. */
  public String requiredString(String key) {
    String value = required(key, "text", text -> text);
    return value == null ? "" : value;
  }

  /** Both bounds belong to the range. */
  public int integer(String key, int def, int min, int max) {
    Long value = read(key, "integer", Integer.toString(def), t -> Scalars.whole(t, min, max));
    return value == null ? def : Math.toIntExact(value);
  }

  /** Both bounds belong to the range. */
  public long longValue(String key, long def, long min, long max) {
    Long value = read(key, "integer", Long.toString(def), t -> Scalars.whole(t, min, max));
    return value == null ? def : value;
  }

  /** The number exactly as written: 99.9 is not 99.90000000000001. */
  public @Nullable BigDecimal decimal(String key, @Nullable BigDecimal def) {
    String defaultText = def == null ? "" : def.toPlainString();
    BigDecimal value = read(key, "decimal", defaultText, Scalars::decimal);
    return value == null ? def : value;
  }

  public boolean bool(String key, boolean def) {
    Boolean value = read(key, "boolean", Boolean.toString(def), Scalars::bool);
    return value == null ? def : value;
  }

  /** As Prometheus writes them: 30d, 1h30m, 500ms. */
  public Duration duration(String key, Duration def) {
    Duration value = read(key, "duration", Durations.text(def), Section::parseDuration);
    return value == null ? def : value;
  }

  /** The duration, or a problem and one minute. */
  public Duration requiredDuration(String key) {
    Duration value = required(key, "duration", Section::parseDuration);
    return value == null ? ANY_DURATION : value;
  }

  /** One of the constants, by the name that is given for each. */
  public <E extends Enum<E>> E choice(String key, E def, Function<E, String> names) {
    E[] constants = def.getDeclaringClass().getEnumConstants();
    E value = read(key, "choice", names.apply(def), text -> Scalars.choice(text, constants, names));
    return value == null ? def : value;
  }

  /** A list of texts; one text alone is a list of one. The environment separates by commas. */
  public List<String> strings(String key) {
    document(key, "list of texts", "");
    YamlScalar override = environment.scalar(key);
    if (override != null && override.text() != null) {
      return List.of(override.text().trim().split("\\s*,\\s*", -1));
    }
    List<String> strings = new ArrayList<>();
    for (YamlNode item : items(key)) {
      if (item instanceof YamlScalar scalar && scalar.text() != null) {
        strings.add(scalar.text());
      } else {
        problems.add(item, at(key) + ": " + Describe.node(item) + " in a list (expected: text)");
      }
    }
    return List.copyOf(strings);
  }

  /**
   * A map with free keys, in the order given. The environment adds and replaces entries; in the
   * rest of the variable's name {@code _} stands for a dot and {@code __} for an underscore.
   */
  public Map<String, String> stringMap(String key) {
    document(key + ".*", "text", "");
    Map<String, String> strings = new LinkedHashMap<>();
    asked.add(key);
    YamlNode node = map.entries().get(key);
    if (node instanceof YamlMap entries) {
      entries.entries().forEach((name, value) -> putText(strings, key, name, value));
    } else if (present(node)) {
      wrongType(key, node, "a map");
    }
    environment.entries(key).forEach((name, value) -> putText(strings, key, name, value));
    return Collections.unmodifiableMap(strings);
  }

  private void putText(Map<String, String> strings, String key, String name, YamlNode value) {
    if (value instanceof YamlScalar scalar && scalar.text() != null) {
      strings.put(name, scalar.text());
    } else {
      problems.add(value, at(key) + "." + name + ": " + Describe.node(value) + " (expected: text)");
    }
  }

  /**
   * The sub-section; where it is absent, one without keys, which the environment can still fill.
   */
  public Section section(String key) {
    asked.add(key);
    YamlNode node = map.entries().get(key);
    if (present(node) && !(node instanceof YamlMap)) {
      wrongType(key, node, "a map");
    }
    YamlMap content = node instanceof YamlMap m ? m : YamlMap.empty(map.source(), line(key));
    return child(content, line(key), at(key), environment.sub(key));
  }

  /** A list of maps. The environment replaces it as a whole, by YAML in the variable. */
  public List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    for (YamlNode item : overridden(key)) {
      String where = at(key) + "[" + sections.size() + "]";
      if (item instanceof YamlMap m) {
        sections.add(child(m, m.line(), where, Environment.none()));
      } else {
        problems.add(item, where + ": " + Describe.node(item) + " (expected: a map)");
      }
    }
    return sections;
  }

  private List<YamlNode> overridden(String key) {
    YamlScalar override = environment.scalar(key);
    if (override == null || override.text() == null) {
      return items(key);
    }
    asked.add(key);
    List<YamlNode> documents =
        Yaml.parse(override.source(), override.text().getBytes(StandardCharsets.UTF_8), problems);
    return documents.size() == 1 && documents.getFirst() instanceof YamlList list
        ? list.items()
        : documents;
  }

  private Section child(YamlMap content, int line, String path, Environment environment) {
    Section child = new Section(content, line, path, problems, environment);
    children.add(child);
    return child;
  }

  /**
   * A secret: the value of {@code key}, or of the file that {@code keyFile} names, its last line
   * break left out.
   */
  public @Nullable Secret secret(String key) {
    document(key, "secret", "");
    document(key + "File", "path of a secret", "");
    return new SecretReader(this).read(key, environment.has(key) || environment.has(key + "File"));
  }

  /** Reports a problem at the key's line, or at the section's where the key is absent. */
  public void problem(String key, String message) {
    YamlScalar override = environment.scalar(key);
    if (override != null) {
      problems.add(override, message);
    } else {
      problems.add(map.source(), line(key), message);
    }
  }

  /** Reports every key that nothing asked for, here and in the sections read through this one. */
  public void refuseUnknown() {
    for (String key : map.entries().keySet()) {
      if (!asked.contains(key)) {
        String meant = Suggestion.nearest(key, asked);
        String hint = meant == null ? "" : " (did you mean \"" + meant + "\"?)";
        problem(key, "unknown key \"" + key + "\"" + hint);
      }
    }
    children.forEach(Section::refuseUnknown);
  }

  /** What was read so far, here and in the sections read through this one. */
  public List<KeyDoc> keysRead() {
    Map<String, KeyDoc> all = new LinkedHashMap<>(docs);
    for (Section child : children) {
      child.keysRead().forEach(doc -> all.putIfAbsent(doc.path(), doc));
    }
    return List.copyOf(all.values());
  }

  String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  @Nullable YamlScalar override(String key) {
    return environment.scalar(key);
  }

  /** The document's value, whatever the environment says; null where absent, null or no scalar. */
  @Nullable YamlScalar ownScalar(String key, String expected) {
    asked.add(key);
    YamlNode node = map.entries().get(key);
    if (node instanceof YamlScalar scalar) {
      return scalar.text() == null ? null : scalar;
    }
    if (node != null) {
      wrongType(key, node, expected);
    }
    return null;
  }

  private <T> @Nullable T read(
      String key, String type, String defaultText, Function<String, T> parser) {
    document(key, type, defaultText);
    YamlScalar override = environment.scalar(key);
    YamlScalar scalar = override != null ? override : ownScalar(key, type);
    if (scalar == null || scalar.text() == null) {
      return null;
    }
    try {
      return parser.apply(scalar.text());
    } catch (IllegalArgumentException e) {
      problem(key, at(key) + ": " + scalar.text() + " (" + e.getMessage() + ")");
      return null;
    }
  }

  private <T> @Nullable T required(String key, String type, Function<String, T> parser) {
    if (!environment.has(key) && !present(map.entries().get(key))) {
      problem(key, at(key) + ": missing (expected: " + type + ")");
    }
    return read(key, type, "", parser);
  }

  private static Duration parseDuration(String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("expected: a duration such as 30d, 1h30m or 500ms", e);
    }
  }

  private List<YamlNode> items(String key) {
    asked.add(key);
    return switch (map.entries().get(key)) {
      case null -> List.of();
      case YamlList list -> list.items();
      case YamlScalar scalar when scalar.text() == null -> List.of();
      case YamlScalar scalar -> List.of(scalar);
      case YamlMap single -> {
        wrongType(key, single, "a list");
        yield List.of();
      }
    };
  }

  private void document(String key, String type, String defaultText) {
    String generic = at(key).replaceAll("\\[\\d+]", "[]");
    docs.putIfAbsent(generic, new KeyDoc(generic, type, defaultText));
  }

  private void wrongType(String key, @Nullable YamlNode node, String expected) {
    problem(key, at(key) + ": " + Describe.node(node) + " (expected: " + expected + ")");
  }

  private static boolean present(@Nullable YamlNode node) {
    return node != null && !(node instanceof YamlScalar scalar && scalar.text() == null);
  }
}
