/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param status 200 to 599
 * @param headers beside the content type
 */
@SuppressWarnings("ArrayRecordComponent") // the body is handed over, not shared
public record Response(int status, String contentType, byte[] body, Map<String, String> headers) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public Response {
    headers = Map.copyOf(headers);
  }

  /** {@code value} as Jackson writes it: a tree, a map, a list or a record. */
  public static Response json(int status, Object value) {
    try {
      return new Response(status, "application/json", JSON.writeValueAsBytes(value), Map.of());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JSON that is text already. */
  public static Response rawJson(int status, String json) {
    return of(status, "application/json", json);
  }

  public static Response text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text);
  }

  public static Response html(int status, String html) {
    return of(status, "text/html; charset=utf-8", html);
  }

  public static Response error(int status, String message) {
    return json(status, Map.of("error", message));
  }

  public static Response of(int status, String contentType, String body) {
    return new Response(status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  /** The same answer with one more header. */
  public Response withHeader(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Response(status, contentType, body, more);
  }
}
