/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.kafka.KafkaSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code router} of the configuration. */
public final class RouterSettings {
  private static final URI NOWHERE = URI.create("http://localhost:9093");

  private RouterSettings() {}

  /**
   * Reads it; what is wrong goes to the section's problems.
   *
   * @param kafka whose topics carry the alerts
   */
  public static RouterConfig read(Section router, KafkaSettings kafka) {
    List<AlertmanagerConfig> alertmanagers = new ArrayList<>();
    for (Section member : router.sections("alertmanagers")) {
      AlertmanagerConfig read = alertmanager(member);
      if (read != null) {
        alertmanagers.add(read);
      }
    }
    Duration resend = router.duration("resendInterval", RouterConfig.DEFAULT_RESEND_INTERVAL);
    Map<String, String> severities = router.stringMap("severities");
    Map<String, String> externalLabels = router.stringMap("externalLabels");
    URI generator = uri(router, "generatorUrl");
    String alerts = kafka.topic("alerts");
    String dead = kafka.topic("dlq");
    try {
      return new RouterConfig(
          alertmanagers, resend, severities, externalLabels, alerts, dead, generator);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      router.problem(message.replaceFirst(":.*", ""), "router." + message);
      return new RouterConfig(
          List.of(), RouterConfig.DEFAULT_RESEND_INTERVAL, Map.of(), Map.of(), alerts, dead, null);
    }
  }

  /** Null if it has no URL; one that is wrong is a problem, and not to be confused with others. */
  private static @Nullable AlertmanagerConfig alertmanager(Section member) {
    member.requiredString("url");
    URI url = uri(member, "url");
    Auth auth = auth(member.section("auth"));
    Tls tls = tls(member.section("tls"));
    Map<String, String> headers = member.stringMap("headers");
    Duration timeout = member.duration("timeout", AlertmanagerConfig.DEFAULT_TIMEOUT);
    try {
      AlertmanagerConfig read =
          new AlertmanagerConfig(url == null ? NOWHERE : url, auth, tls, headers, timeout);
      return url == null ? null : read;
    } catch (IllegalArgumentException e) {
      member.problem("url", "router.alertmanagers: " + e.getMessage());
      return null;
    }
  }

  private static @Nullable URI uri(Section section, String key) {
    String text = section.string(key);
    if (text == null) {
      return null;
    }
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      section.problem(key, key + ": " + text + " (expected: a URL such as http://host:9093)");
      return null;
    }
  }

  private static Auth auth(Section auth) {
    String user = auth.string("username");
    Secret password = secret(auth, "password");
    Secret token = secret(auth, "token");
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

  /** A secret in a file stays there: it may be replaced while we run. */
  private static @Nullable Secret secret(Section auth, String key) {
    io.watchfire.runtime.config.Secret now = auth.secret(key);
    String file = auth.string(key + "File");
    if (file != null) {
      return new Secret.InFile(Path.of(file));
    }
    return now == null ? null : new Secret.Value(now.reveal());
  }

  private static @Nullable Tls tls(Section tls) {
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
