/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.relabel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Rules in their order, ready to be applied. Thread-safe. */
public final class Relabelling {
  /** Leaves everything as it is. */
  public static final Relabelling NONE = new Relabelling(List.of());

  private final List<Step> steps;

  /** Of those rules. */
  public Relabelling(List<RelabelRule> rules) {
    this.steps = rules.stream().map(Step::new).toList();
  }

  /**
   * What became of a label set.
   *
   * @param labels sorted, none empty; of a dropped one as they would be if no rule dropped it
   * @param dropped whether a rule dropped it
   */
  public record Result(Map<String, String> labels, boolean dropped) {}

  /** Applies the rules. */
  public Result apply(Map<String, String> labels) {
    Map<String, String> out = new TreeMap<>(labels);
    out.values().removeIf(String::isEmpty);
    boolean dropped = false;
    for (Step step : steps) {
      dropped |= !step.keeps(out);
    }
    return new Result(out, dropped);
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  private record Step(RelabelRule rule, Pattern regex, Template target, Template replacement) {
    Step(RelabelRule rule) {
      this(
          rule,
          RelabelRule.pattern(rule.regex()),
          new Template(rule.targetLabel()),
          new Template(rule.replacement()));
    }

    /** Changes the labels; false if it drops them. */
    boolean keeps(Map<String, String> labels) {
      String value =
          rule.sourceLabels().stream()
              .map(name -> labels.getOrDefault(name, ""))
              .collect(Collectors.joining(rule.separator()));
      String there = labels.getOrDefault(rule.targetLabel(), "");
      switch (rule.action()) {
        case KEEP -> {
          return regex.matches(value);
        }
        case DROP -> {
          return !regex.matches(value);
        }
        case KEEPEQUAL -> {
          return value.equals(there);
        }
        case DROPEQUAL -> {
          return !value.equals(there);
        }
        case REPLACE -> replace(labels, value);
        case LOWERCASE -> set(labels, rule.targetLabel(), value.toLowerCase(Locale.ROOT));
        case UPPERCASE -> set(labels, rule.targetLabel(), value.toUpperCase(Locale.ROOT));
        case HASHMOD -> set(labels, rule.targetLabel(), hash(value));
        case LABELMAP -> map(labels);
        case LABELDROP -> labels.keySet().removeIf(regex::matches);
        case LABELKEEP -> labels.keySet().removeIf(name -> !regex.matches(name));
      }
      return true;
    }

    private void replace(Map<String, String> labels, String value) {
      Matcher match = regex.matcher(value);
      if (match.matches()) {
        String name = target.expand(match);
        if (RelabelRule.isName(name)) {
          set(labels, name, replacement.expand(match));
        }
      }
    }

    /**
     * In the order of the names, so that of two that become one it is always the same that stays.
     */
    private void map(Map<String, String> labels) {
      new TreeMap<>(labels)
          .forEach(
              (name, value) -> {
                Matcher match = regex.matcher(name);
                if (match.matches()) {
                  set(labels, replacement.expand(match), value);
                }
              });
    }

    /** The same as Prometheus', so that both split by it in the same way. */
    private String hash(String value) {
      try {
        byte[] md5 =
            MessageDigest.getInstance("MD5").digest(value.getBytes(StandardCharsets.UTF_8));
        long last = ByteBuffer.wrap(md5).getLong(8);
        return Long.toUnsignedString(Long.remainderUnsigned(last, rule.modulus()));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JVM has MD5", e);
      }
    }

    private static void set(Map<String, String> labels, String name, String value) {
      if (value.isEmpty()) {
        labels.remove(name);
      } else {
        labels.put(name, value);
      }
    }
  }
}
