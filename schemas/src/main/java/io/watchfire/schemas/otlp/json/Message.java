/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp.json;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a message by their JSON names. */
final class Message {
  /** How a JSON value becomes a field. The plurals are arrays; of numbers, packed. */
  enum Kind {
    STRING,
    BASE64,
    HEX,
    BOOL,
    INT64,
    UINT32,
    SINT32,
    FIXED32,
    FIXED64,
    SFIXED64,
    DOUBLE,
    ENUM,
    MESSAGE,
    MESSAGES,
    FIXED64S,
    UINT64S,
    DOUBLES
  }

  /**
   * One field.
   *
   * @param number its number in protobuf
   * @param kind how it is written
   * @param explicit whether its default is written too: members of a oneof, and optional fields
   * @param message of messages, theirs
   * @param names of enums, the names of 0, 1, 2...
   */
  record Field(
      int number, Kind kind, boolean explicit, @Nullable Message message, List<String> names) {}

  private final Map<String, Field> fields = new HashMap<>();

  @Nullable Field field(String name) {
    return fields.get(name);
  }

  Message with(String name, int number, Kind kind) {
    return put(name, new Field(number, kind, false, null, List.of()));
  }

  Message explicit(String name, int number, Kind kind) {
    return put(name, new Field(number, kind, true, null, List.of()));
  }

  Message with(String name, int number, Kind kind, Message message) {
    return put(name, new Field(number, kind, false, message, List.of()));
  }

  Message names(String name, int number, List<String> names) {
    return put(name, new Field(number, Kind.ENUM, false, null, names));
  }

  private Message put(String name, Field field) {
    fields.put(name, field);
    return this;
  }
}
