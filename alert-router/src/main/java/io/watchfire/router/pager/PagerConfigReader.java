/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import io.watchfire.router.connection.ConnectionReader;
import io.watchfire.router.connection.SecretSource;
import io.watchfire.router.oncall.OnCallConfig;
import io.watchfire.router.oncall.file.OnCallReader;
import io.watchfire.router.targets.Targets;
import io.watchfire.runtime.config.ConfigFile;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code onCall} of the configuration, and the file that it names. */
public final class PagerConfigReader {
  private static final Duration LINKS_VALID = Duration.ofDays(1);
  private static final Duration HEARTBEAT = Duration.ofMinutes(1);

  private PagerConfigReader() {}

  /**
   * Reads it; what is wrong goes to the problems.
   *
   * @return null if nobody is on call here
   */
  public static @Nullable PagerConfig read(Section onCall, Problems problems) {
    String file = onCall.string("file");
    PagerConfig.LinkSettings links = links(onCall.section("links"));
    PagerConfig.SlackSettings slack = slack(onCall.section("slack"), links != null);
    PagerConfig.Heartbeat heartbeat = heartbeat(onCall.section("heartbeat"));
    if (file == null) {
      return null;
    }
    Section root = ConfigFile.load(Path.of(file), Map.of(), problems);
    Targets targets = Targets.read(root.sections("targets"), slack != null);
    OnCallConfig people = new OnCallReader(root, targets.names()).read();
    root.refuseUnknown();
    return new PagerConfig(people, targets, links, slack, heartbeat);
  }

  private static PagerConfig.@Nullable LinkSettings links(Section links) {
    URI base = uri(links);
    SecretSource key = ConnectionReader.secret(links, "key");
    Duration valid = links.duration("valid", LINKS_VALID);
    if ((base == null) != (key == null)) {
      links.problem("baseUrl", "onCall.links: baseUrl and key (expected: both or neither)");
    }
    if (key != null && length(key) < Hmac.LEAST_KEY) {
      links.problem("key", "onCall.links.key: too short (expected: at least 16 characters)");
    }
    if (valid.compareTo(Duration.ofMinutes(5)) < 0 || valid.compareTo(Duration.ofDays(30)) > 0) {
      links.problem("valid", "onCall.links.valid: " + valid + " (expected: 5m to 30d)");
    }
    return base == null || key == null ? null : new PagerConfig.LinkSettings(base, key, valid);
  }

  private static PagerConfig.@Nullable SlackSettings slack(Section slack, boolean links) {
    SecretSource secret = ConnectionReader.secret(slack, "signingSecret");
    if (secret == null) {
      return null;
    }
    if (length(secret) < Hmac.LEAST_KEY) {
      slack.problem(
          "signingSecret",
          "onCall.slack.signingSecret: too short (expected: at least 16 characters)");
    }
    if (!links) {
      slack.problem(
          "signingSecret",
          "onCall.slack: without onCall.links there are no buttons (expected: onCall.links too)");
    }
    return new PagerConfig.SlackSettings(secret);
  }

  /** The section has said it where the file cannot be read. */
  private static int length(SecretSource secret) {
    try {
      return secret.read().strip().length();
    } catch (IOException e) {
      return Integer.MAX_VALUE;
    }
  }

  private static PagerConfig.@Nullable Heartbeat heartbeat(Section heartbeat) {
    SecretSource url = ConnectionReader.secret(heartbeat, "url");
    Duration every = heartbeat.duration("every", HEARTBEAT);
    if (every.compareTo(Duration.ofSeconds(5)) < 0 || every.compareTo(Duration.ofHours(1)) > 0) {
      heartbeat.problem("every", "onCall.heartbeat.every: " + every + " (expected: 5s to 1h)");
    }
    return url == null ? null : new PagerConfig.Heartbeat(url, every);
  }

  private static @Nullable URI uri(Section links) {
    String text = links.string("baseUrl");
    if (text == null) {
      return null;
    }
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      links.problem(
          "baseUrl",
          "onCall.links.baseUrl: " + text + " (expected: such as https://watchfire.example.com)");
      return null;
    }
  }
}
