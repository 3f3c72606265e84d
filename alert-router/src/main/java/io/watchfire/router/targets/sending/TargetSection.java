/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.sending;

import io.watchfire.router.connection.Auth;
import io.watchfire.router.connection.ConnectionReader;
import io.watchfire.router.connection.SecretSource;
import io.watchfire.router.connection.Tls;
import io.watchfire.router.targets.message.Clean;
import io.watchfire.runtime.config.Section;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the section of one target. What is wrong goes to the section's problems. */
public final class TargetSection {
  private static final Duration MIN_TIMEOUT = Duration.ofMillis(100);
  private static final Duration MAX_TIMEOUT = Duration.ofMinutes(1);
  private static final URI ANYWHERE = URI.create("http://localhost");

  private final Section section;
  private final Clock clock;

  public TargetSection(Section section, Clock clock) {
    this.section = section;
    this.clock = clock;
  }

  public void problem(String key, String message) {
    section.problem(key, "target " + section.string("name", "") + ": " + key + ": " + message);
  }

  public String string(String key, String def) {
    return section.string(key, def);
  }

  /** The text, or a problem and null. */
  public @Nullable String required(String key) {
    String text = section.requiredString(key);
    return text.isEmpty() ? null : text;
  }

  public int integer(String key, int def, int min, int max) {
    return section.integer(key, def, min, max);
  }

  public boolean bool(String key, boolean def) {
    return section.bool(key, def);
  }

  public <E extends Enum<E>> E choice(String key, E def, Function<E, String> names) {
    return section.choice(key, def, names);
  }

  public List<String> strings(String key) {
    return section.strings(key);
  }

  public Map<String, String> stringMap(String key) {
    return section.stringMap(key);
  }

  /** Files that can be read, by a free key. */
  public Map<String, Path> files(String key) {
    Map<String, Path> files = new TreeMap<>();
    section
        .stringMap(key)
        .forEach(
            (name, file) -> {
              Path path = Path.of(file);
              if (!Files.isReadable(path)) {
                problem(key, name + ": " + file + " (expected: a readable file)");
              }
              files.put(name, path);
            });
    return files;
  }

  /** The value of {@code key}, or what the file that {@code keyFile} names has now; or null. */
  public @Nullable String textOrFile(String key) {
    String file = section.string(key + "File");
    String text = section.string(key);
    if (file == null) {
      return text;
    }
    if (text != null) {
      problem(key, "given together with " + key + "File (expected: one of them)");
    }
    try {
      return Files.readString(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      problem(key + "File", file + " (expected: a readable file)");
      return null;
    }
  }

  /** The secret in {@code key} or {@code keyFile}; a problem and null if there is none. */
  public @Nullable SecretSource secret(String key) {
    SecretSource secret = optionalSecret(key);
    if (secret == null && !section.has(key) && !section.has(key + "File")) {
      problem(key, "missing (expected: a secret, here or in the file that " + key + "File names)");
    }
    if (secret instanceof SecretSource.Value given && !isOneLine(given.value())) {
      problem(key, "(not shown) (expected: one line, not empty)");
      return null;
    }
    return secret;
  }

  private static boolean isOneLine(String text) {
    return !text.isBlank() && text.equals(Clean.line(text));
  }

  public @Nullable SecretSource optionalSecret(String key) {
    return ConnectionReader.secret(section, key);
  }

  /** A URL that is itself a secret; a problem and null if there is none. */
  public @Nullable SecretSource secretUrl(String key) {
    SecretSource secret = secret(key);
    if (secret == null) {
      return null;
    }
    try {
      return checkedUrl(key, secret.read().strip()) == null ? null : secret;
    } catch (IOException e) {
      return null; // the section has said so
    }
  }

  /** A server's address, without a slash at its end; a problem and null if it is none. */
  public @Nullable URI url(String key, @Nullable String def) {
    String text = def == null ? required(key) : section.string(key, def);
    return text == null ? null : checkedUrl(key, text.replaceAll("/+$", ""));
  }

  private @Nullable URI checkedUrl(String key, String text) {
    try {
      URI url = HttpAddress.parse(text);
      if (!section.bool("allowPlainHttp", false) && HttpAddress.isExposed(url)) {
        problem(key, "plain http to another machine (expected: https, or allowPlainHttp: true)");
        return null;
      }
      return url;
    } catch (IllegalArgumentException e) {
      problem(key, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** A problem where HTTP or the client does not allow that name, or that value. */
  public void checkHeader(String name, SecretSource value) {
    try {
      String text = value instanceof SecretSource.Value given ? given.value() : "read later";
      HttpRequest.newBuilder(ANYWHERE).header(name, text);
    } catch (IllegalArgumentException e) {
      problem("headers", name + " (expected: a header that may be set, and a legal value)");
    }
  }

  public Auth auth() {
    return ConnectionReader.auth(section.section("auth"));
  }

  public @Nullable Tls tls() {
    return ConnectionReader.tls(section.section("tls"));
  }

  public Duration timeout() {
    Duration timeout = section.duration("timeout", HttpConfig.DEFAULT_TIMEOUT);
    if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
      problem("timeout", timeout.toMillis() + " ms (expected: 100ms to 1m)");
      return HttpConfig.DEFAULT_TIMEOUT;
    }
    return timeout;
  }

  /** What sends the requests; a problem and null if the certificates cannot be used. */
  public @Nullable HttpSender http() {
    HttpConfig config = new HttpConfig(timeout(), tls(), section.bool("allowPlainHttp", false));
    try {
      return new HttpSender(config, clock);
    } catch (IllegalArgumentException e) {
      problem("tls", String.valueOf(e.getMessage()));
      return null;
    }
  }
}
