/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.sending;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.watchfire.router.connection.SecretSource;
import io.watchfire.router.targets.message.Clean;
import io.watchfire.router.targets.message.Cut;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The secrets that one attempt has used, so that nothing said about the attempt shows them, even
 * where the other side echoes them. Not thread-safe.
 */
public final class Revealed {
  private static final int SHOWN = 300;
  private static final int SHORTEST_PART = 6;

  private final Set<String> values = new LinkedHashSet<>();

  /**
   * The secret's value as it is now.
   *
   * @throws IOException if it cannot be read, or is empty
   */
  public String read(SecretSource secret) throws IOException {
    String value = value(secret);
    if (value.isBlank()) {
      throw new IOException("a secret is empty");
    }
    hide(value);
    return value;
  }

  private static String value(SecretSource secret) throws IOException {
    try {
      return secret.read();
    } catch (IOException e) {
      throw new IOException("a secret's file cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * A URL that is itself a secret.
   *
   * @throws IOException if it cannot be read, or is no URL; does not show it
   */
  public URI url(SecretSource secret) throws IOException {
    try {
      URI url = HttpAddress.parse(read(secret).strip());
      hideUrl(url);
      return url;
    } catch (IllegalArgumentException e) {
      throw new IOException("url: " + e.getMessage(), e);
    }
  }

  /** Keeps the value out of what {@link #detail} shows, in every form that an echo may have. */
  public void hide(String value) {
    if (!value.isEmpty()) {
      values.add(value);
      values.add(String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value)));
      values.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
  }

  /** Hides a URL and its telling parts: servers echo a path more often than a whole URL. */
  public void hideUrl(URI url) {
    hide(url.toString());
    for (String part : String.valueOf(url.getRawPath()).split("/", -1)) {
      hidePart(part);
    }
    for (String pair : String.valueOf(url.getRawQuery()).split("&", -1)) {
      hidePart(pair.substring(pair.indexOf('=') + 1));
    }
  }

  private void hidePart(String part) {
    if (part.length() >= SHORTEST_PART) {
      hide(part);
      hide(decoded(part));
    }
  }

  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return part; // what only looks like an escape is none
    }
  }

  /** The text in one line of at most 300 characters, with every secret made unreadable. */
  public String detail(String text) {
    List<String> longestFirst = new ArrayList<>(values);
    longestFirst.sort(Comparator.comparingInt(String::length).reversed());
    String shown = text;
    for (String value : longestFirst) {
      shown = shown.replace(value, "(secret)");
    }
    return Cut.chars(Clean.line(shown).strip(), SHOWN);
  }
}
