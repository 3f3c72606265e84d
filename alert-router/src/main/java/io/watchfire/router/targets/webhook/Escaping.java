/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.webhook;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How a value is written within a body, so that it stays a value. */
enum Escaping {
  JSON,
  FORM,
  XML,
  TEXT;

  static Escaping of(String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT);
    if (type.contains("json")) {
      return JSON;
    }
    if (type.contains("x-www-form-urlencoded")) {
      return FORM;
    }
    return type.contains("xml") || type.contains("html") ? XML : TEXT;
  }

  String escape(String value) {
    return switch (this) {
      case JSON -> String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value));
      case FORM -> URLEncoder.encode(value, StandardCharsets.UTF_8);
      case XML ->
          value
              .replace("&", "&amp;")
              .replace("<", "&lt;")
              .replace(">", "&gt;")
              .replace("\"", "&quot;")
              .replace("'", "&#39;");
      case TEXT -> value;
    };
  }
}
