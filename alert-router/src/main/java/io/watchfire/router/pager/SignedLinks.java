/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import io.watchfire.router.connection.SecretSource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Links that let whoever holds one look at one incident, or act on it, for a while and without any
 * other credentials. What a link allows is signed (HMAC-SHA-256), not encrypted: it names an
 * incident, a person and a time, which the page it was sent with does too.
 */
public final class SignedLinks {
  /** The paths of links begin so. */
  public static final String PATH = "/oncall/";

  /** The action of links that acknowledge, snooze and resolve. */
  public static final String ACT = "act";

  /** The action of links that only show. */
  public static final String VIEW = "view";

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final URI base;
  private final SecretSource key;
  private final Duration valid;

  /**
   * @param base where people reach us, such as {@code https://watchfire.example.com}
   * @param key at least 16 bytes
   * @param valid how long a link can be used
   */
  public SignedLinks(URI base, SecretSource key, Duration valid) {
    this.base = base;
    this.key = key;
    this.valid = valid;
  }

  /**
   * What a link allows.
   *
   * @param action {@link #ACT} or {@link #VIEW}
   */
  public record Grant(String action, String incident, String person, Instant until) {
    public boolean allowsActing() {
      return action.equals(ACT);
    }

    String text() {
      return String.join("\n", action, incident, person, Long.toString(until.getEpochSecond()));
    }

    static Grant of(String text) {
      String[] parts = text.split("\n", -1);
      if (parts.length != 4) {
        throw new IllegalArgumentException("parts: " + parts.length);
      }
      return new Grant(
          parts[0], parts[1], parts[2], Instant.ofEpochSecond(Long.parseLong(parts[3])));
    }
  }

  /** The link for that person. */
  public URI link(String action, String incident, String person, Instant now) throws IOException {
    Grant grant = new Grant(action, incident, person, now.plus(valid));
    byte[] text = grant.text().getBytes(StandardCharsets.UTF_8);
    String token = ENCODER.encodeToString(text) + "." + ENCODER.encodeToString(sign(text));
    return URI.create(base.toString().replaceAll("/+$", "") + PATH + token);
  }

  /** What it allows; null if it is not ours, was changed, or is too old. */
  public @Nullable Grant verify(String token, Instant now) throws IOException {
    int dot = token.indexOf('.');
    if (dot < 0) {
      return null;
    }
    try {
      byte[] text = Base64.getUrlDecoder().decode(token.substring(0, dot));
      byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
      if (!MessageDigest.isEqual(signature, sign(text))) {
        return null;
      }
      Grant grant = Grant.of(new String(text, StandardCharsets.UTF_8));
      return grant.until().isBefore(now) ? null : grant;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private byte[] sign(byte[] text) throws IOException {
    return Hmac.of(key.read(), "the key of links", text);
  }
}
