/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertJson;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.schemas.series.SeriesReading;
import io.watchfire.schemas.series.SeriesReadingJson;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.schemas.slo.SloStatusJson;
import io.watchfire.streams.alerting.Lifecycle;
import io.watchfire.streams.query.GroupKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Writes alerts, their audit trail and SLO status to their topics. */
public final class Announcer {
  /** Why an alert ended that goes on under other labels. */
  public static final String RELABELLED = "relabelled";

  private final ProcessorContext<byte[], byte[]> context;
  private final StreamMeters meters;
  private final AlertJson alertJson = new AlertJson();
  private final SloStatusJson statusJson = new SloStatusJson();
  private final SeriesReadingJson readingJson = new SeriesReadingJson();

  public Announcer(ProcessorContext<byte[], byte[]> context, StreamMeters meters) {
    this.context = context;
    this.meters = meters;
  }

  /** Changes of state. */
  public void transitions(List<Alert> alerts, long wallClockMillis) {
    for (Alert alert : alerts) {
      byte[] value = alertJson.write(alert);
      send(Sinks.ALERTS, alert.fingerprint(), value, "io.watchfire.alert.v1");
      send(Sinks.AUDIT, alert.fingerprint(), value, "io.watchfire.alert.v1");
      meters.transition(alert.state().text());
      Instant causedAt = alert.causedAt();
      if (alert.state() == AlertState.FIRING && causedAt != null) {
        meters.alertAfter(wallClockMillis - causedAt.toEpochMilli());
      }
    }
  }

  /** Ends alerts that go on under other labels. */
  public void moved(List<Alert> alerts, Instant when, long wallClockMillis) {
    transitions(ended(alerts, RELABELLED, when), wallClockMillis);
  }

  /** Ends those of the alerts that are on, whose rule is gone. */
  public void end(List<Alert> alerts, Instant when, long wallClockMillis) {
    transitions(ended(alerts, when), wallClockMillis);
  }

  /** Those of the alerts that are on, ended because their rule is gone. */
  public static List<Alert> ended(List<Alert> alerts, Instant when) {
    return ended(alerts, Lifecycle.Reason.RULE_REMOVED.text(), when);
  }

  /** Those of the alerts that are on, ended for that reason. */
  public static List<Alert> ended(List<Alert> alerts, String reason, Instant when) {
    return alerts.stream()
        .filter(alert -> alert.state() == AlertState.FIRING || alert.state() == AlertState.PENDING)
        .map(alert -> alert.resolved(reason, when))
        .toList();
  }

  /** The current words of what fires; and what resolved long ago is forgotten. */
  public void refresh(List<Alert> firing, List<Alert> forgotten) {
    for (Alert alert : firing) {
      send(Sinks.ALERTS, alert.fingerprint(), alertJson.write(alert), "io.watchfire.alert.v1");
    }
    forgotten.forEach(alert -> forget(alert.fingerprint()));
  }

  /** What resolved long ago is forgotten. */
  public void forget(String fingerprint) {
    tombstone(Sinks.ALERTS, fingerprint);
  }

  public void status(SloStatus status) {
    send(Sinks.STATUS, status.key(), statusJson.write(status), "io.watchfire.slo-status.v1");
  }

  public void reading(SeriesReading reading, GroupKey group) {
    send(
        Sinks.ANOMALIES,
        group.path(),
        readingJson.write(reading),
        "io.watchfire.series-reading.v1");
  }

  public void forgetStatus(GroupKey group) {
    tombstone(Sinks.STATUS, group.path());
  }

  private void send(String to, String key, byte[] value, String type) {
    RecordHeaders headers = new RecordHeaders();
    header(headers, "ce_specversion", "1.0");
    header(headers, "ce_type", type);
    header(headers, "ce_source", "watchfire");
    header(headers, "content-type", "application/json");
    context.forward(new Record<>(utf8(key), value, context.currentSystemTimeMs(), headers), to);
  }

  @SuppressWarnings("NullAway") // a record without a value is Kafka's way to delete a key
  private void tombstone(String to, String key) {
    context.forward(new Record<>(utf8(key), null, context.currentSystemTimeMs()), to);
  }

  private static void header(RecordHeaders headers, String name, String value) {
    headers.add(name, utf8(value));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
