/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body has been read.
 *
 * @param method GET, POST, PUT or DELETE
 * @param path decoded, without the query
 * @param pathParameters what the braces of the route's path matched
 * @param query every value of every query parameter
 * @param headers the first value of every header, names in lower case
 * @param body empty where there is none
 * @param principal who asks, as {@link Credentials#principal} knows it
 */
@SuppressWarnings("ArrayRecordComponent") // the body is handed over, not shared
public record Request(
    String method,
    String path,
    Map<String, String> pathParameters,
    Map<String, List<String>> query,
    Map<String, String> headers,
    byte[] body,
    String principal) {

  /** Of somebody unknown. */
  public Request(
      String method,
      String path,
      Map<String, String> pathParameters,
      Map<String, List<String>> query,
      Map<String, String> headers,
      byte[] body) {
    this(method, path, pathParameters, query, headers, body, Credentials.ANYBODY);
  }

  /** The first value of a query parameter, or null. */
  public @Nullable String queryParameter(String name) {
    List<String> values = query.getOrDefault(name, List.of());
    return values.isEmpty() ? null : values.getFirst();
  }

  /**
   * @throws HttpException 404 if the route has no such parameter
   */
  public String pathParameter(String name) {
    String value = pathParameters.get(name);
    if (value == null) {
      throw new HttpException(404, "no " + name + " in " + path);
    }
    return value;
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
