/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import io.watchfire.router.targets.message.Json;
import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.MessageJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A body made out of a message: by a Mustache template, or without one as plain JSON. */
final class Template {
  private static final ObjectReader READER = new ObjectMapper().reader();
  private static final TypeReference<Map<String, Object>> CONTEXT = new TypeReference<>() {};

  private final com.samskivert.mustache.@Nullable Template template;
  private final String contentType;

  private Template(com.samskivert.mustache.@Nullable Template template, String contentType) {
    this.template = template;
    this.contentType = contentType;
  }

  /** The message itself, in JSON. */
  static Template none() {
    return new Template(null, "application/json");
  }

  /**
   * Compiles, and tries it on a message full of quotes and brackets.
   *
   * @param contentType what it yields; values are escaped for it
   * @throws IllegalArgumentException if it is no template, or yields no JSON where JSON is promised
   */
  static Template of(String text, String contentType) {
    Escaping escaping = Escaping.of(contentType);
    com.samskivert.mustache.Template compiled = compiled(text, escaping);
    compiled.visit(new TemplateNames());
    Template template = new Template(compiled, contentType);
    template.check(escaping);
    return template;
  }

  private static com.samskivert.mustache.Template compiled(String text, Escaping escaping) {
    try {
      return Mustache.compiler()
          .withEscaper(escaping::escape)
          .defaultValue("")
          .emptyStringIsFalse(true)
          .compile(text);
    } catch (MustacheException e) {
      throw new IllegalArgumentException(
          "not a template: " + e.getMessage() + " (expected: Mustache)", e);
    }
  }

  String contentType() {
    return contentType;
  }

  byte[] bytes(Message message) {
    if (template == null) {
      return Json.bytes(MessageJson.of(message));
    }
    return template.execute(context(message)).getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, Object> context(Message message) {
    try {
      return READER.forType(CONTEXT).readValue(MessageJson.of(message));
    } catch (IOException e) {
      throw new IllegalStateException("a tree of strings and numbers cannot fail to convert", e);
    }
  }

  private void check(Escaping escaping) {
    for (Message sample : SampleMessages.all()) {
      byte[] body = bytes(sample);
      if (escaping == Escaping.JSON) {
        checkJson(body);
      }
    }
  }

  private static void checkJson(byte[] body) {
    try {
      READER.with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "yields no JSON: " + e.getOriginalMessage() + " (expected: JSON for every message)", e);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    }
  }
}
