/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.sending;

import io.watchfire.router.targets.message.Result;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the statuses of answers mean. */
final class HttpAnswers {
  private HttpAnswers() {}

  /**
   * @param where the part of the URL that may be shown
   * @param now to tell how far ahead a date in {@code Retry-After} is
   */
  static Result result(String where, HttpResponse<byte[]> response, Revealed secrets, Instant now) {
    int status = response.statusCode();
    String body = new String(response.body(), StandardCharsets.UTF_8).strip();
    String detail =
        secrets.detail(where + ": status " + status + (body.isEmpty() ? "" : ": " + body));
    if (status >= 200 && status < 300) {
      return new Result.Delivered(detail);
    }
    return switch (status) {
      case 408, 425, 429 -> new Result.Later(detail, after(response, now));
      case 410 -> new Result.Gone(detail);
      default ->
          status >= 500
              ? new Result.Later(detail, after(response, now))
              : new Result.Refused(detail);
    };
  }

  private static @Nullable Duration after(HttpResponse<byte[]> response, Instant now) {
    return response
        .headers()
        .firstValue("Retry-After")
        .map(value -> RetryAfter.parse(value, now))
        .orElse(null);
  }
}
