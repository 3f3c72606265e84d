/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets;

import io.watchfire.router.targets.cloudevents.CloudEventsConfig;
import io.watchfire.router.targets.cloudevents.CloudEventsTarget;
import io.watchfire.router.targets.email.EmailConfig;
import io.watchfire.router.targets.email.EmailTarget;
import io.watchfire.router.targets.gotify.GotifyConfig;
import io.watchfire.router.targets.gotify.GotifyTarget;
import io.watchfire.router.targets.message.Target;
import io.watchfire.router.targets.ntfy.NtfyConfig;
import io.watchfire.router.targets.ntfy.NtfyTarget;
import io.watchfire.router.targets.opsgenie.OpsgenieConfig;
import io.watchfire.router.targets.opsgenie.OpsgenieTarget;
import io.watchfire.router.targets.pagerduty.PagerDutyConfig;
import io.watchfire.router.targets.pagerduty.PagerDutyTarget;
import io.watchfire.router.targets.sending.HttpSender;
import io.watchfire.router.targets.sending.TargetSection;
import io.watchfire.router.targets.slack.SlackConfig;
import io.watchfire.router.targets.slack.SlackTarget;
import io.watchfire.router.targets.teams.TeamsConfig;
import io.watchfire.router.targets.teams.TeamsTarget;
import io.watchfire.router.targets.webhook.WebhookConfig;
import io.watchfire.router.targets.webhook.WebhookTarget;
import io.watchfire.runtime.config.Section;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the list of targets of the configuration. */
final class TargetsReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  private final Clock clock;
  private final boolean slackPresses;

  /**
   * @param clock the wall's, to understand dates in answers
   * @param slackPresses whether somebody takes what is pressed in Slack
   */
  TargetsReader(Clock clock, boolean slackPresses) {
    this.clock = clock;
    this.slackPresses = slackPresses;
  }

  Targets read(List<Section> sections) {
    Map<String, Target> targets = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>();
    for (Section section : sections) {
      String name = name(section, names);
      Target target = target(section);
      if (name != null && target != null) {
        targets.put(name, target);
      }
    }
    return new Targets(targets);
  }

  private static @Nullable String name(Section section, Set<String> taken) {
    String name = section.requiredString("name");
    if (name.isEmpty()) {
      return null;
    }
    if (!NAME.matcher(name).matches()) {
      section.problem("name", "name: " + name + " (expected: 1 to 100 letters, digits, - and _)");
      return null;
    }
    if (!taken.add(name)) {
      section.problem("name", "name: " + name + " twice (expected: a name of its own)");
      return null;
    }
    return name;
  }

  private @Nullable Target target(Section section) {
    String type = section.requiredString("type");
    TargetSection keys = new TargetSection(section, clock);
    return switch (type) {
      case "" -> null;
      case "pagerduty" -> http(keys, PagerDutyConfig::read, PagerDutyTarget::new);
      case "slack" -> http(keys, k -> SlackConfig.read(k, slackPresses), SlackTarget::new);
      case "teams" -> http(keys, TeamsConfig::read, TeamsTarget::new);
      case "opsgenie" -> http(keys, OpsgenieConfig::read, OpsgenieTarget::new);
      case "ntfy" -> http(keys, NtfyConfig::read, NtfyTarget::new);
      case "gotify" -> http(keys, GotifyConfig::read, GotifyTarget::new);
      case "email" -> email(keys);
      case "webhook" -> http(keys, WebhookConfig::read, WebhookTarget::new);
      case "cloudevents" -> http(keys, CloudEventsConfig::read, CloudEventsTarget::new);
      default -> {
        section.problem(
            "type",
            "type: "
                + type
                + " (expected: pagerduty, slack, teams, opsgenie, ntfy, gotify, email, webhook or"
                + " cloudevents)");
        yield null;
      }
    };
  }

  private static <C> @Nullable Target http(
      TargetSection keys,
      Function<TargetSection, @Nullable C> reader,
      BiFunction<C, HttpSender, Target> target) {
    C config = reader.apply(keys);
    HttpSender http = keys.http();
    return config == null || http == null ? null : target.apply(config, http);
  }

  private static @Nullable Target email(TargetSection keys) {
    EmailConfig config = EmailConfig.read(keys);
    return config == null ? null : new EmailTarget(config);
  }
}
