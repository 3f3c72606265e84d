/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.router.preflight.Finding.Severity;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.config.Yaml;
import io.watchfire.runtime.config.YamlMap;
import io.watchfire.runtime.config.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one member's status says, judged. */
final class PeerCheck {
  private static final Pattern VERSION = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6}).*");
  private static final Duration DEFAULT_PEER_TIMEOUT = Duration.ofSeconds(15);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String member;
  private final OurLabels ours;
  private final @Nullable Duration peerTimeout;
  private final List<Finding> findings = new ArrayList<>();

  PeerCheck(String member, OurLabels ours, @Nullable Duration peerTimeout) {
    this.member = member;
    this.ours = ours;
    this.peerTimeout = peerTimeout;
  }

  /** Everything that the bodies of {@code /status} and {@code /receivers} tell. */
  List<Finding> look(byte[] status, byte[] receivers) {
    try {
      JsonNode json = MAPPER.readTree(status);
      version(json.path("versionInfo").path("version").asText());
      JsonNode cluster = json.path("cluster");
      if (cluster.path("status").asText().equals("settling")) {
        add(Severity.INFO, "is settling; it is told everything all the same");
      }
      String text = json.path("config").path("original").asText();
      Section config = yaml(text);
      if (config == null) {
        int count = MAPPER.readTree(receivers).size();
        add(Severity.INFO, "does not show its configuration; " + count + " receivers unchecked");
      } else {
        configuration(config, cluster.path("peers").size());
      }
    } catch (IOException e) {
      add(Severity.ERROR, "answers no JSON (expected: Alertmanager's API at this URL)");
    }
    return List.copyOf(findings);
  }

  private void version(String version) {
    Matcher numbers = VERSION.matcher(version);
    if (!numbers.matches()) {
      add(Severity.INFO, "version: \"" + version + "\" (expected: 0.25 or newer)");
    } else if (Integer.parseInt(numbers.group(1)) == 0 && Integer.parseInt(numbers.group(2)) < 25) {
      add(Severity.WARNING, "version: " + version + " (expected: 0.25 or newer)");
    }
  }

  private void configuration(Section config, int members) {
    RouteCheck routes =
        new RouteCheck(
            ours,
            peerTimeout != null ? peerTimeout : DEFAULT_PEER_TIMEOUT,
            peerTimeout != null ? "as given" : "its default, since Alertmanager does not tell",
            members);
    routes.look(config.section("route"));
    routes.warnings().forEach(sentence -> add(Severity.WARNING, sentence));
    routes.notes().forEach(sentence -> add(Severity.INFO, sentence));
    String resolve = config.section("global").string("resolve_timeout");
    if (resolve != null && !resolve.equals("5m")) {
      add(
          Severity.INFO,
          "resolve_timeout: " + resolve + " does not concern our alerts, which say when they end");
    }
    config.sections("receivers").forEach(this::receiver);
  }

  private void receiver(Section receiver) {
    String name = receiver.string("name", "");
    for (Section webhook : receiver.sections("webhook_configs")) {
      long max = webhook.longValue("max_alerts", 0, 0, Long.MAX_VALUE);
      if (max > 0) {
        add(
            Severity.WARNING,
            "receiver "
                + name
                + ": max_alerts "
                + max
                + " (expected: 0; the status of a message that"
                + " is cut short may say resolved while alerts fire)");
      }
      if (!webhook.bool("send_resolved", true)) {
        add(
            Severity.WARNING,
            "receiver "
                + name
                + ": send_resolved false (expected: true for a webhook to Watchfire;"
                + " alerts of others stay open there)");
      }
    }
  }

  private static @Nullable Section yaml(String text) {
    Problems problems = new Problems();
    List<YamlNode> documents =
        Yaml.parse("config", text.getBytes(StandardCharsets.UTF_8), problems);
    return documents.size() == 1 && documents.getFirst() instanceof YamlMap map
        ? Section.of(map, problems)
        : null;
  }

  private void add(Severity severity, String sentence) {
    findings.add(new Finding(severity, member, sentence));
  }
}
