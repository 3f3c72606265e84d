/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.http;

import io.watchfire.runtime.config.Secret;
import io.watchfire.runtime.config.Section;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the port: whoever sends the bearer token, or the user name and password. With neither
 * configured, everybody.
 */
public record Credentials(
    @Nullable Secret token, @Nullable String username, @Nullable Secret password) {

  /** Who asks where no credentials are asked for. */
  static final String ANYBODY = "anybody";

  /** Lets everybody in: for a port that only this host can reach. */
  public static Credentials none() {
    return new Credentials(null, null, null);
  }

  /** Reads {@code token}, {@code username} and {@code password} of the section {@code auth}. */
  static Credentials of(Section auth) {
    Secret token = auth.secret("token");
    String username = auth.string("username");
    Secret password = auth.secret("password");
    if ((username == null) != (password == null)) {
      auth.problem(
          username == null ? "password" : "username",
          "auth: username and password (expected: both or neither)");
    }
    return new Credentials(token, username, password);
  }

  boolean required() {
    return token != null || password != null;
  }

  /**
   * Whether the value of an {@code Authorization} header is good; takes the same time either way.
   */
  boolean accept(@Nullable String authorization) {
    if (!required()) {
      return true;
    }
    if (authorization == null) {
      return false;
    }
    int space = authorization.indexOf(' ');
    String scheme = authorization.substring(0, Math.max(0, space)).toLowerCase(Locale.ROOT);
    String value = authorization.substring(space + 1).trim();
    return switch (scheme) {
      case "bearer" -> token != null && token.matches(value);
      case "basic" -> acceptBasic(value);
      default -> false;
    };
  }

  /**
   * Who it is whose {@code Authorization} header was accepted: the user name, {@code token} for
   * whoever has the token, {@code anybody} where no credentials are asked for.
   */
  String principal(@Nullable String authorization) {
    if (!required() || authorization == null) {
      return ANYBODY;
    }
    boolean basic = authorization.toLowerCase(Locale.ROOT).startsWith("basic ");
    return basic && username != null ? username : "token";
  }

  private boolean acceptBasic(String encoded) {
    if (username == null || password == null) {
      return false;
    }
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      return new Secret(username + ":" + password.reveal()).matches(pair);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** What a refused client may try. */
  String challenge() {
    return password != null ? "Basic realm=\"watchfire\"" : "Bearer realm=\"watchfire\"";
  }
}
