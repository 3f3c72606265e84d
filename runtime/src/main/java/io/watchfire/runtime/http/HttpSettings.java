/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.http;

import io.watchfire.runtime.config.Section;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the HTTP port is opened.
 *
 * @param host the address to listen on
 * @param port 0 for a free one
 * @param tls null for plain HTTP
 * @param maxBodyBytes larger request bodies are refused with 413
 */
public record HttpSettings(
    String host, int port, @Nullable TlsFiles tls, Credentials credentials, int maxBodyBytes) {
  private static final int DEFAULT_PORT = 8080;
  private static final int DEFAULT_MAX_BODY = 4 << 20;

  /** Loopback, no TLS, no authentication. */
  public static HttpSettings local(int port) {
    return new HttpSettings("127.0.0.1", port, null, Credentials.none(), DEFAULT_MAX_BODY);
  }

  /** Reads the section {@code http}; what is wrong goes to the section's problems. */
  public static HttpSettings of(Section http) {
    HttpSettings settings =
        new HttpSettings(
            http.string("host", "127.0.0.1"),
            http.integer("port", DEFAULT_PORT, 0, 65_535),
            tls(http.section("tls")),
            Credentials.of(http.section("auth")),
            http.integer("maxBodyBytes", DEFAULT_MAX_BODY, 1_024, 256 << 20));
    String refusal = settings.refusal();
    if (refusal != null) {
      http.problem("host", refusal);
    }
    return settings;
  }

  /** The same on another port, as a command-line flag asks for. */
  public HttpSettings withPort(int other) {
    return new HttpSettings(host, other, tls, credentials, maxBodyBytes);
  }

  /** Why the port must not be opened like this, or null. */
  @Nullable String refusal() {
    if (isLoopback() || (tls != null && asksForCredentials())) {
      return null;
    }
    return "http.host: "
        + host
        + " can be reached from other hosts (expected: tls and auth configured, or a loopback"
        + " address)";
  }

  /** Whether somebody without credentials, or a certificate, is turned away. */
  boolean asksForCredentials() {
    return credentials.required() || (tls != null && tls.clientCa() != null);
  }

  private boolean isLoopback() {
    try {
      return !host.isBlank() && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static @Nullable TlsFiles tls(Section section) {
    String certificate = section.string("certFile");
    String key = section.string("keyFile");
    String clientCa = section.string("clientCaFile");
    if (certificate == null && key == null) {
      if (clientCa != null) {
        section.problem(
            "clientCaFile", "http.tls: clientCaFile alone (expected: certFile and keyFile too)");
      }
      return null;
    }
    if (certificate == null || key == null) {
      section.problem(
          certificate == null ? "keyFile" : "certFile",
          "http.tls: certFile and keyFile (expected: both or neither)");
      return null;
    }
    requireReadable(section, "certFile", certificate);
    requireReadable(section, "keyFile", key);
    if (clientCa != null) {
      requireReadable(section, "clientCaFile", clientCa);
    }
    return new TlsFiles(
        Path.of(certificate), Path.of(key), clientCa == null ? null : Path.of(clientCa));
  }

  private static void requireReadable(Section section, String key, String file) {
    if (!Files.isReadable(Path.of(file))) {
      section.problem(key, "http.tls." + key + ": " + file + " (expected: a readable file)");
    }
  }
}
