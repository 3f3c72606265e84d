/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager.api;

import io.watchfire.router.connection.SecretSource;
import io.watchfire.router.pager.Hmac;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How Slack proves that a request is its own: an HMAC-SHA-256 of the body and the time. */
public final class SlackSignature {
  /** A request that is older, or from further ahead, may be somebody's who kept it. */
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

  private final SecretSource secret;

  public SlackSignature(SecretSource secret) {
    this.secret = secret;
  }

  /**
   * Whether Slack sent it, and just now.
   *
   * @param timestamp the header {@code X-Slack-Request-Timestamp}; null if there is none
   * @param signature the header {@code X-Slack-Signature}; null if there is none
   * @throws IOException if the secret cannot be read, or is none
   */
  boolean verifies(@Nullable String timestamp, @Nullable String signature, byte[] body, Instant now)
      throws IOException {
    if (timestamp == null || signature == null || !SECONDS.matcher(timestamp).matches()) {
      return false;
    }
    Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
    byte[] expected = sign(timestamp, body).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8))
        && Duration.between(sent, now).abs().compareTo(TOLERANCE) <= 0;
  }

  /** What Slack would send as {@code X-Slack-Signature}. */
  public String sign(String timestamp, byte[] body) throws IOException {
    byte[] prefix = ("v0:" + timestamp + ":").getBytes(StandardCharsets.US_ASCII);
    String key = secret.read().strip();
    return "v0=" + HexFormat.of().formatHex(Hmac.of(key, "Slack's signing secret", prefix, body));
  }
}
