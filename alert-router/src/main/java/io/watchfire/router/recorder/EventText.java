/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An event's circumstances in a line for people, none of them longer than the trail can bear. */
final class EventText {
  static final int NAME = 200;
  private static final int LINE = 500;
  private static final int LISTED = 5;
  private static final String REASON = "NOTIFY_REASON_";

  private EventText() {}

  /** Receiver and group, for example <code>pager {}:{alertname="Burn"}</code>. */
  static String group(JsonNode info) {
    return Fields.text(info, "receiverName", NAME) + " " + Fields.text(info, "groupKey", LINE);
  }

  /** Receiver, integration and why, for example {@code pager/webhook[0]: first notification}. */
  static String notification(JsonNode event) {
    JsonNode integration = Fields.object(event, "integration");
    String to =
        Fields.text(Fields.object(event, "groupInfo"), "receiverName", NAME)
            + "/"
            + Fields.text(integration, "name", NAME)
            + "["
            + Fields.ordinal(integration, "index")
            + "]";
    String reason = Fields.text(event, "reason", NAME);
    return reason.startsWith(REASON) ? to + ": " + plain(reason) : to;
  }

  /** Whose it is, until when and why. */
  static String silence(JsonNode silence) {
    String line =
        silenceId(silence)
            + " by "
            + Fields.text(silence, "createdBy", NAME)
            + " until "
            + Fields.time(silence, "endsAt");
    String comment = Fields.text(silence, "comment", LINE);
    return comment.isEmpty() ? line : line + ": " + comment;
  }

  static String silenceId(JsonNode silence) {
    return Fields.text(silence, "id", NAME);
  }

  /** The rule, where it has a name, and the alerts that fire instead. */
  static String inhibition(JsonNode event) {
    List<String> rules = new ArrayList<>();
    event.path("inhibitRules").forEach(rule -> add(rules, Fields.text(rule, "name", NAME)));
    List<String> by = new ArrayList<>();
    event
        .path("inhibitingFingerprints")
        .forEach(print -> add(by, Fields.hex("inhibitingFingerprints", print)));
    return (String.join(", ", rules) + " by " + String.join(", ", by)).strip();
  }

  private static void add(List<String> words, String word) {
    if (!word.isEmpty() && words.size() < LISTED) {
      words.add(word);
    }
  }

  private static String plain(String reason) {
    return reason.substring(REASON.length()).toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
