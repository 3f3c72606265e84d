/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What a member says of itself.
 *
 * @param uptime when its process was started, as it puts it: another text is another process; null
 *     if it does not say
 * @param peers how many members its cluster has, itself included; 0 if it is in none
 * @param date its clock when it answered, in whole seconds; null if it does not say
 */
public record PeerStatus(@Nullable String uptime, int peers, @Nullable Instant date) {
  /** Of one that does not say anything. */
  static final PeerStatus UNKNOWN = new PeerStatus(null, 0, null);

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration TOLERATED_SKEW = Duration.ofSeconds(5);
  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  /** Of an answer's body and {@code Date} header. */
  public static PeerStatus of(byte[] body, @Nullable String date) {
    try {
      JsonNode json = MAPPER.readTree(body);
      return new PeerStatus(
          json.path("uptime").asText(null), json.path("cluster").path("peers").size(), time(date));
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  /** How far its clock is ahead of ours, give or take half a second and half the round trip. */
  public @Nullable Duration skew(Instant asked, Instant answered) {
    if (date == null) {
      return null;
    }
    Instant middle = asked.plus(Duration.between(asked, answered).dividedBy(2));
    return Duration.between(middle, date.plus(HALF_A_SECOND));
  }

  /** What is wrong with that skew; null if it is tolerable. */
  public static @Nullable String skewed(Duration skew) {
    if (skew.abs().compareTo(TOLERATED_SKEW) <= 0) {
      return null;
    }
    return "its clock is "
        + skew.abs().toSeconds()
        + " s "
        + (skew.isNegative() ? "behind" : "ahead of")
        + " ours (expected: at most "
        + TOLERATED_SKEW.toSeconds()
        + " s; it decides by its own clock when an alert ends)";
  }

  private static @Nullable Instant time(@Nullable String date) {
    try {
      return date == null ? null : DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
