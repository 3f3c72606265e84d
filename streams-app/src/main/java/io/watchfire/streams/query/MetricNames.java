/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.query;

import io.watchfire.runtime.promql.Selector;
import io.watchfire.schemas.otlp.MetricType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How one metric is spelled. An OpenTelemetry metric {@code http.server.request.duration} of unit
 * {@code s} answers to that name, to {@code http_server_request_duration} and to Prometheus' {@code
 * http_server_request_duration_seconds}; a histogram also with {@code _count}, {@code _sum} and
 * {@code _bucket}, a counter with {@code _total}. The translation follows
 * prometheus/otlptranslator, which the Collector and Prometheus use.
 */
public final class MetricNames {
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("d", "days"),
          Map.entry("h", "hours"),
          Map.entry("min", "minutes"),
          Map.entry("s", "seconds"),
          Map.entry("ms", "milliseconds"),
          Map.entry("us", "microseconds"),
          Map.entry("ns", "nanoseconds"),
          Map.entry("By", "bytes"),
          Map.entry("KiBy", "kibibytes"),
          Map.entry("MiBy", "mebibytes"),
          Map.entry("GiBy", "gibibytes"),
          Map.entry("TiBy", "tibibytes"),
          Map.entry("KBy", "kilobytes"),
          Map.entry("MBy", "megabytes"),
          Map.entry("GBy", "gigabytes"),
          Map.entry("TBy", "terabytes"),
          Map.entry("m", "meters"),
          Map.entry("V", "volts"),
          Map.entry("A", "amperes"),
          Map.entry("J", "joules"),
          Map.entry("W", "watts"),
          Map.entry("g", "grams"),
          Map.entry("Cel", "celsius"),
          Map.entry("Hz", "hertz"),
          Map.entry("1", ""),
          Map.entry("%", "percent"));
  private static final Map<String, String> PER =
      Map.of(
          "s", "second", "m", "minute", "h", "hour", "d", "day", "w", "week", "mo", "month", "y",
          "year");

  /** Which part of a metric a name means. */
  public enum Part {
    /** The metric itself. */
    WHOLE,
    /** A histogram's number of observations. */
    COUNT,
    /** A histogram's sum. */
    SUM,
    /** A histogram's buckets. */
    BUCKET
  }

  private MetricNames() {}

  /** A metric name in Prometheus' characters. */
  public static String sanitize(String name) {
    return replace(name, true);
  }

  /** A label name in Prometheus' characters. */
  public static String label(String name) {
    return replace(name, false);
  }

  /**
   * Reads a selector whose names may be in either spelling, {@code service.name} or {@code
   * service_name}; those of the result are Prometheus'.
   *
   * @throws IllegalArgumentException saying what was expected and at which character
   */
  public static Selector selector(String text) {
    if (isExpression(text)) {
      throw new IllegalArgumentException(
          "selector: " + text + " (expected: a selector only; Watchfire takes the rate itself)");
    }
    return Selector.parse(text).spelled(MetricNames::sanitize, MetricNames::label);
  }

  /** Whether it calls a function, or ends in a range. */
  private static boolean isExpression(String text) {
    int call = text.indexOf('(');
    int matchers = text.indexOf('{');
    return (call >= 0 && (matchers < 0 || call < matchers)) || text.strip().endsWith("]");
  }

  private static String replace(String name, boolean colons) {
    StringBuilder out = new StringBuilder(name.length() + 1);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean keep = (c < 128 && Character.isLetterOrDigit(c)) || c == '_' || (colons && c == ':');
      out.append(keep ? c : '_');
    }
    if (!out.isEmpty() && Character.isDigit(out.charAt(0))) {
      out.insert(0, '_');
    }
    return out.toString();
  }

  /** Every name that means this metric or a part of it. */
  public static Map<String, Part> of(String name, String unit, MetricType type, boolean monotonic) {
    Map<String, Part> names = new HashMap<>();
    String plain = sanitize(name);
    for (String spelled :
        List.of(plain, translate(name, unit, type, monotonic), withoutUnit(plain))) {
      names.put(spelled, Part.WHOLE);
      switch (type) {
        case HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY -> {
          names.put(spelled + "_count", Part.COUNT);
          names.put(spelled + "_sum", Part.SUM);
          names.put(spelled + "_bucket", Part.BUCKET);
        }
        case SUM -> names.put(spelled + "_total", Part.WHOLE);
        case GAUGE -> {}
      }
    }
    return names;
  }

  /** A scraped metric carries its unit in its name; it also answers to the name without it. */
  private static String withoutUnit(String name) {
    for (String unit : List.of("_milliseconds", "_seconds")) {
      if (name.endsWith(unit)) {
        return name.substring(0, name.length() - unit.length());
      }
    }
    return name;
  }

  private static String translate(String name, String unit, MetricType type, boolean monotonic) {
    List<String> tokens = tokens(name);
    String main = unit.indexOf('/') >= 0 ? unit.substring(0, unit.indexOf('/')) : unit;
    String per = unit.indexOf('/') >= 0 ? unit.substring(unit.indexOf('/') + 1) : "";
    append(tokens, unitWord(main.strip(), UNITS));
    String perWord = unitWord(per.strip(), PER);
    if (!perWord.isEmpty() && !tokens.contains(perWord)) {
      tokens.add("per");
      tokens.add(perWord);
    }
    if (type == MetricType.SUM && monotonic) {
      tokens.remove("total");
      tokens.add("total");
    }
    if (type == MetricType.GAUGE && unit.equals("1")) {
      tokens.remove("ratio");
      tokens.add("ratio");
    }
    return sanitize(String.join("_", tokens));
  }

  private static void append(List<String> tokens, String word) {
    if (!word.isEmpty() && !tokens.contains(word)) {
      tokens.add(word);
    }
  }

  private static String unitWord(String unit, Map<String, String> words) {
    return unit.indexOf('{') >= 0 ? "" : words.getOrDefault(unit, sanitize(unit));
  }

  private static List<String> tokens(String name) {
    List<String> tokens = new ArrayList<>();
    StringBuilder token = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if ((c < 128 && Character.isLetterOrDigit(c)) || c == ':') {
        token.append(c);
      } else if (!token.isEmpty()) {
        tokens.add(token.toString());
        token.setLength(0);
      }
    }
    if (!token.isEmpty()) {
      tokens.add(token.toString());
    }
    return tokens;
  }

  /**
   * How many of a metric's units make a second; by its unit, or else by its name; a metric that
   * says neither measures seconds, as Tempo's do.
   */
  public static double unitsPerSecond(String name, String unit) {
    return switch (unit) {
      case "s", "seconds" -> 1;
      case "ms", "milliseconds" -> 1e3;
      case "us", "µs", "microseconds" -> 1e6;
      case "ns", "nanoseconds" -> 1e9;
      case "min", "minutes" -> 1 / 60.0;
      default -> sanitize(name).endsWith("_milliseconds") ? 1e3 : 1;
    };
  }
}
