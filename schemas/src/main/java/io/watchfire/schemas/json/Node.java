/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * A JSON value that knows where it stands, and takes its fields by type or says what is wrong.
 *
 * @param json the value
 * @param path from the root, as in {@code $[2].points[0]}
 */
record Node(JsonNode json, String path) {
  private static final int SHOWN = 60;

  /** Whether the field is there and not null. */
  boolean has(String name) {
    return json.hasNonNull(name);
  }

  /** This value, an object. */
  Node asObject() throws BadField {
    if (!json.isObject()) {
      throw bad("an object");
    }
    return this;
  }

  /** The items of this array, each an object. */
  List<Node> items() throws BadField {
    List<Node> items = new ArrayList<>();
    for (Node item : elements()) {
      items.add(item.asObject());
    }
    return items;
  }

  Node field(String name) throws BadField {
    if (!has(name)) {
      throw new BadField(name + ": missing", "a value", path);
    }
    return new Node(json.get(name), path + "." + name);
  }

  /** Text that is there and not empty. */
  String text(String name) throws BadField {
    String text = field(name).asText();
    if (text.isEmpty()) {
      throw field(name).bad("text that is not empty");
    }
    return text;
  }

  /** Text; empty if absent. */
  String textOr(String name, String otherwise) throws BadField {
    return has(name) ? field(name).asText() : otherwise;
  }

  private String asText() throws BadField {
    if (!json.isTextual()) {
      throw bad("a string");
    }
    return json.textValue();
  }

  /** A whole number of 0 or more. */
  long count(String name) throws BadField {
    return field(name).asCount();
  }

  long asCount() throws BadField {
    long value = asLong("a whole number of 0 or more");
    if (value < 0) {
      throw bad("a whole number of 0 or more");
    }
    return value;
  }

  /** A whole number from min to max. */
  int integer(String name, int min, int max) throws BadField {
    Node field = field(name);
    String expected = "a whole number from " + min + " to " + max;
    long value = field.asLong(expected);
    if (value < min || value > max) {
      throw field.bad(expected);
    }
    return (int) value;
  }

  private long asLong(String expected) throws BadField {
    boolean whole =
        json.isIntegralNumber()
            || (json.isNumber() && json.doubleValue() == Math.rint(json.doubleValue()));
    if (!whole || !json.canConvertToLong()) {
      throw bad(expected);
    }
    return json.longValue();
  }

  double asDouble() throws BadField {
    if (!json.isNumber() || !Double.isFinite(json.doubleValue())) {
      throw bad("a number");
    }
    return json.doubleValue();
  }

  OptionalDouble optionalDouble(String name) throws BadField {
    return has(name) ? OptionalDouble.of(field(name).asDouble()) : OptionalDouble.empty();
  }

  long nanos(String name) throws BadField {
    return Times.nanos(field(name));
  }

  /** The elements of this array. */
  List<Node> elements() throws BadField {
    if (!json.isArray()) {
      throw bad("an array");
    }
    List<Node> elements = new ArrayList<>(json.size());
    for (int i = 0; i < json.size(); i++) {
      elements.add(new Node(json.get(i), path + "[" + i + "]"));
    }
    return elements;
  }

  List<Long> counts(String name) throws BadField {
    List<Long> counts = new ArrayList<>();
    for (Node element : field(name).elements()) {
      counts.add(element.asCount());
    }
    return counts;
  }

  /** Numbers, each greater than the one before. */
  List<Double> ascending(String name) throws BadField {
    List<Double> numbers = new ArrayList<>();
    double last = Double.NEGATIVE_INFINITY;
    for (Node element : field(name).elements()) {
      double number = element.asDouble();
      if (number <= last) {
        throw element.bad("greater than " + last);
      }
      numbers.add(number);
      last = number;
    }
    return numbers;
  }

  /** The members of an object of strings, numbers and booleans, sorted; empty if absent. */
  Map<String, Object> attributes(String name) throws BadField {
    Map<String, Object> attributes = new TreeMap<>();
    if (!has(name)) {
      return attributes;
    }
    Node object = field(name).asObject();
    Map<String, JsonNode> members = new LinkedHashMap<>();
    object.json.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    for (Map.Entry<String, JsonNode> member : members.entrySet()) {
      if (!member.getValue().isNull()) {
        Node value = new Node(member.getValue(), object.path + "." + member.getKey());
        attributes.put(member.getKey(), value.scalar());
      }
    }
    return attributes;
  }

  private Object scalar() throws BadField {
    if (json.isTextual()) {
      return json.textValue();
    }
    if (json.isBoolean()) {
      return json.booleanValue();
    }
    if (json.isIntegralNumber() && json.canConvertToLong()) {
      return json.longValue();
    }
    if (json.isNumber()) {
      return json.doubleValue();
    }
    throw bad("a string, number or boolean");
  }

  /** An error about this value. */
  BadField bad(String expected) {
    String text = json.isContainerNode() ? json.getNodeType().name() : json.toString();
    return new BadField(
        text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text, expected, path);
  }
}
