/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
  private final TimeText berlin = new TimeText(ZoneId.of("Europe/Berlin"));

  @ParameterizedTest
  @CsvSource({
    "1700000000, 2023-11-14T22:13:20Z",
    "1700000000.25, 2023-11-14T22:13:20.250Z",
    "1700000000250, 2023-11-14T22:13:20.250Z",
    "-60, 1969-12-31T23:59:00Z",
    "2026-07-01 12:00:00, 2026-07-01T10:00:00Z",
    "2026-07-01T12:00, 2026-07-01T10:00:00Z",
    "2026-07-01, 2026-06-30T22:00:00Z",
    "2026-07-01 12:00:00.123456, 2026-07-01T10:00:00.123Z",
    "2026-07-01t12:00:00z, 2026-07-01T12:00:00Z",
    "2026-07-01 12:00:00 +05:30, 2026-07-01T06:30:00Z",
    "2026-07-01T12:00:00-0700, 2026-07-01T19:00:00Z",
    "2026-07-01T12:00:00+02, 2026-07-01T10:00:00Z",
    "2026-07-01T12:00:00+09:00[Asia/Tokyo], 2026-07-01T03:00:00Z"
  })
  void timesAreReadAsPeopleWriteThem(String text, Instant expected) {
    assertThat(berlin.millis(text)).hasValue(expected.toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "now", "2026-13-01", "2026-02-30 10:00", "2026-01-01 24:30", "12:00", "1e9"})
  void whatIsNoTimeIsNone(String text) {
    assertThat(berlin.millis(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1700000000000000", "32535216000", "3001-01-01T00:00:00Z"})
  void aTimeAfterTheYear3000IsNoneAsItCountsMicroseconds(String text) {
    assertThat(berlin.millis(text)).isEmpty();
    assertThat(berlin.millis("3000-12-31T23:59:59Z")).hasValue(32535215999000L);
  }

  @Test
  void anHourThatComesTwiceIsTheFirstOne() {
    assertThat(berlin.millis("2026-10-25 02:30"))
        .hasValue(Instant.parse("2026-10-25T00:30:00Z").toEpochMilli());
  }
}
