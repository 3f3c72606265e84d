/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one Alertmanager did with one alert, as a record of the audit trail.
 *
 * @param fingerprint the record's key: our own of an alert that we sent, else Alertmanager's
 * @param sentAs Alertmanager's where {@code fingerprint} is another; null otherwise
 * @param name the alert's label {@code alertname}; may be empty
 * @param at by Alertmanager's clock
 * @param who the host name of the Alertmanager; empty if it does not know it
 * @param position its place among the members of its cluster, from 0; 0 for one alone
 * @param state as the event has it; null where it does not say
 * @param detail for people
 */
record AuditEntry(
    String fingerprint,
    @Nullable String sentAs,
    String name,
    Instant at,
    Type type,
    String who,
    int position,
    @Nullable State state,
    String detail) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What it did. */
  enum Type {
    /** Learned of an alert that it did not know. */
    RECEIVED("alertmanager.received"),
    /** Put it into a group. */
    GROUPED("alertmanager.grouped"),
    /** Told a receiver, which took it; attempts that fail are not recorded. */
    NOTIFIED("alertmanager.notified"),
    /** Let it go, resolved, after its group was notified. */
    RESOLVED("alertmanager.resolved"),
    /** Did not notify of it because of a silence. */
    SILENCED("alertmanager.silenced"),
    /** Did not notify of it because of another alert. */
    INHIBITED("alertmanager.inhibited");

    private final String text;

    Type(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** How Alertmanager sees an alert. */
  enum State {
    FIRING("firing"),
    RESOLVED("resolved");

    private final String text;

    State(String text) {
      this.text = text;
    }

    /** The name in the audit trail. */
    String text() {
      return text;
    }
  }

  /** The same under another fingerprint, for an alert of ours. */
  AuditEntry of(String ownFingerprint, String ownName) {
    String sent = ownFingerprint.equals(fingerprint) ? null : fingerprint;
    return new AuditEntry(ownFingerprint, sent, ownName, at, type, who, position, state, detail);
  }

  byte[] key() {
    return fingerprint.getBytes(StandardCharsets.UTF_8);
  }

  byte[] json() {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("version", 1);
    node.put("fingerprint", fingerprint);
    node.put("at", at.toString());
    node.put("type", type.text());
    node.put("who", who);
    node.put("detail", detail);
    node.put("name", name);
    node.put("position", position);
    if (state != null) {
      node.put("state", state.text());
    }
    if (sentAs != null) {
      node.put("sentAs", sentAs);
    }
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }
}
