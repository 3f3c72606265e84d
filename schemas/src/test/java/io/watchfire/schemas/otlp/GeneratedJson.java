/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** OTLP JSON from the generated classes: protobuf's own JSON with the ids made hexadecimal. */
public final class GeneratedJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> IDS = List.of("traceId", "spanId", "parentSpanId");

  private GeneratedJson() {}

  public static byte[] of(Message message, boolean enumsAsNumbers, boolean upperCase)
      throws Exception {
    JsonFormat.Printer printer = JsonFormat.printer().omittingInsignificantWhitespace();
    if (enumsAsNumbers) {
      printer = printer.printingEnumsAsInts();
    }
    JsonNode tree = JSON.readTree(printer.print(message));
    toHex(tree, upperCase ? HexFormat.of().withUpperCase() : HexFormat.of());
    return JSON.writeValueAsBytes(tree);
  }

  private static void toHex(JsonNode node, HexFormat hex) {
    if (node instanceof ObjectNode object) {
      for (String id : IDS) {
        if (object.has(id)) {
          object.put(id, hex.formatHex(Base64.getDecoder().decode(object.get(id).asText())));
        }
      }
    }
    node.forEach(child -> toHex(child, hex));
  }
}
