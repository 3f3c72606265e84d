/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.connection;

import io.watchfire.runtime.config.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads what every connection to somebody else's server may need. What is wrong goes to the
 * section's problems.
 */
public final class ConnectionReader {
  private ConnectionReader() {}

  /**
   * Reads {@code username} with {@code password}, or {@code token}; the secrets as {@link #secret}.
   */
  public static Auth auth(Section auth) {
    String user = auth.string("username");
    SecretSource password = secret(auth, "password");
    SecretSource token = secret(auth, "token");
    if ((user == null) != (password == null)) {
      auth.problem("username", "auth: username and password (expected: both or neither)");
    }
    if (user != null && token != null) {
      auth.problem("token", "auth: token beside username (expected: one of them)");
    }
    if (token != null) {
      return new Auth.Bearer(token);
    }
    return user == null || password == null ? new Auth.None() : new Auth.Basic(user, password);
  }

  /**
   * Reads {@code key}, or {@code keyFile}: a secret in a file stays there, since it may be replaced
   * while we run. Null if neither is given.
   */
  public static @Nullable SecretSource secret(Section section, String key) {
    io.watchfire.runtime.config.Secret now = section.secret(key);
    String file = section.string(key + "File");
    if (file != null) {
      return new SecretSource.InFile(Path.of(file));
    }
    return now == null ? null : new SecretSource.Value(now.reveal());
  }

  /** Reads {@code caFile}, {@code certFile} and {@code keyFile}; null if none is given. */
  public static @Nullable Tls tls(Section tls) {
    Path ca = file(tls, "caFile");
    Path certificate = file(tls, "certFile");
    Path key = file(tls, "keyFile");
    if ((certificate == null) != (key == null)) {
      tls.problem("certFile", "tls: certFile and keyFile (expected: both or neither)");
      return null;
    }
    return ca == null && certificate == null ? null : new Tls(ca, certificate, key);
  }

  private static @Nullable Path file(Section tls, String key) {
    String name = tls.string(key);
    if (name == null) {
      return null;
    }
    Path path = Path.of(name);
    if (!Files.isReadable(path)) {
      tls.problem(key, "tls." + key + ": " + name + " (expected: a readable file)");
    }
    return path;
  }
}
