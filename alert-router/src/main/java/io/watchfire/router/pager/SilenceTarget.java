/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import io.watchfire.router.incident.Incident;
import io.watchfire.router.incident.Incidents;
import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.Result;
import io.watchfire.router.targets.message.Target;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Silences an incident's group while somebody has it, and ends that with the incident. It is told
 * like any other target, so that it is tried again and survives a crash as pages do.
 */
final class SilenceTarget implements Target {
  /** A silence that nobody ends, since we are gone for good, ends by itself. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Alertmanagers alertmanagers;
  private final Function<String, @Nullable Incident> incidents;
  private final Clock clock;

  SilenceTarget(
      Alertmanagers alertmanagers, Function<String, @Nullable Incident> incidents, Clock clock) {
    this.alertmanagers = alertmanagers;
    this.incidents = incidents;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return Incidents.SILENCE;
  }

  @Override
  public boolean wants(Message.Kind kind) {
    return kind == Message.Kind.ACKNOWLEDGE || kind == Message.Kind.RESOLVE;
  }

  @Override
  public Result send(Message message) throws InterruptedException {
    String comment = "Watchfire incident " + message.incident();
    try {
      if (message.kind() == Message.Kind.RESOLVE) {
        alertmanagers.unsilence(message.labels(), comment);
        return new Result.Delivered("the silence ended");
      }
      return silence(message, comment);
    } catch (IOException e) {
      return new Result.Later(String.valueOf(e.getMessage()), null);
    }
  }

  @Override
  public void close() {}

  private Result silence(Message message, String comment) throws IOException, InterruptedException {
    Incident incident = incidents.apply(message.incident());
    if (incident == null || (incident.isOpen() && incident.hold() == null)) {
      // What is shown follows the topic; until when to silence is in it.
      return new Result.Later("the acknowledgement is not known here yet", Duration.ofSeconds(1));
    }
    Map<String, String> labels = incident.groupLabels();
    if (labels.isEmpty()) {
      return new Result.Refused("a group without labels is not silenced: it would be everything");
    }
    Instant longest = clock.instant().plus(LONGEST);
    Instant until = incident.hold() == null ? null : incident.hold().until();
    alertmanagers.silence(
        message.labels(),
        labels,
        comment,
        until == null || until.isAfter(longest) ? longest : until);
    return new Result.Delivered("silenced " + labels);
  }
}
