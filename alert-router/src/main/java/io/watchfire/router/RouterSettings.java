/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import io.watchfire.router.relabel.RelabelRule;
import io.watchfire.router.relabel.RelabelSettings;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.kafka.KafkaSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code router} of the configuration. */
public final class RouterSettings {
  private RouterSettings() {}

  /**
   * Reads it; what is wrong goes to the section's problems.
   *
   * @param kafka whose topics carry the alerts
   */
  public static RouterConfig read(Section router, KafkaSettings kafka) {
    List<ClusterConfig> clusters =
        router.sections("alertmanagers").stream()
            .map(ClusterSettings::read)
            .filter(Objects::nonNull)
            .toList();
    Duration resend = router.duration("resendInterval", RouterConfig.DEFAULT_RESEND_INTERVAL);
    Map<String, String> severities = router.stringMap("severities");
    Map<String, String> externalLabels = router.stringMap("externalLabels");
    List<RelabelRule> relabel = RelabelSettings.read(router, "alertRelabel");
    URI generator = uri(router, "generatorUrl");
    String alerts = kafka.topic("alerts");
    String dead = kafka.topic("dlq");
    try {
      return new RouterConfig(
          clusters, resend, severities, externalLabels, relabel, alerts, dead, generator);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      router.problem(message.replaceFirst(":.*", ""), "router." + message);
      return new RouterConfig(
          List.of(), RouterConfig.DEFAULT_RESEND_INTERVAL, Map.of(), Map.of(), alerts, dead, null);
    }
  }

  static @Nullable URI uri(Section section, String key) {
    String text = section.string(key);
    return text == null ? null : uri(section, key, text);
  }

  static @Nullable URI uri(Section section, String key, String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      section.problem(key, key + ": " + text + " (expected: a URL such as http://host:9093)");
      return null;
    }
  }

  static Auth auth(Section auth) {
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

  static @Nullable Tls tls(Section tls) {
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
