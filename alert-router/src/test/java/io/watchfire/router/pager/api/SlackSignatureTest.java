/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.router.connection.SecretSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the example that Slack's documentation works out. */
class SlackSignatureTest {
  private static final String TIME = "1531420618";
  private static final Instant SENT = Instant.ofEpochSecond(1_531_420_618);
  private static final byte[] BODY =
      ("token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
              + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
              + "&command=%2Fwebhook-collect&text="
              + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
              + "%2F96rGlfmibIGlgcZRskXaIFfN"
              + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c")
          .getBytes(StandardCharsets.UTF_8);
  private static final String GOOD =
      "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

  private final SlackSignature slack =
      new SlackSignature(new SecretSource.Value("8f742231b10e8888abcd99yyyzzz85a5"));

  @Test
  void thePublishedExampleIsGood() throws IOException {
    assertThat(slack.sign(TIME, BODY)).isEqualTo(GOOD);
    assertThat(slack.verifies(TIME, GOOD, BODY, SENT)).isTrue();
  }

  @Test
  void isGoodForFiveMinutesBeforeAndAfter() throws IOException {
    for (int seconds : new int[] {-300, 300}) {
      assertThat(slack.verifies(TIME, GOOD, BODY, SENT.plusSeconds(seconds))).isTrue();
    }
    for (int seconds : new int[] {-301, 301}) {
      assertThat(slack.verifies(TIME, GOOD, BODY, SENT.plusSeconds(seconds))).isFalse();
    }
    assertThat(slack.verifies(TIME, GOOD, BODY, SENT.plus(Duration.ofDays(3_000)))).isFalse();
  }

  @Test
  void isWorthNothingForAnotherTimeOrBody() throws IOException {
    assertThat(slack.verifies("1531420619", GOOD, BODY, SENT)).isFalse();
    for (int i = 0; i < BODY.length; i++) {
      byte[] changed = BODY.clone();
      changed[i] ^= 1;
      assertThat(slack.verifies(TIME, GOOD, changed, SENT)).as("byte %d", i).isFalse();
    }
  }

  @Test
  void isWorthNothingByAnotherSecret() throws IOException {
    SlackSignature other =
        new SlackSignature(new SecretSource.Value("8f742231b10e8888abcd99yyyzzz85a6"));
    assertThat(other.verifies(TIME, GOOD, BODY, SENT)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v0=",
        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b50",
        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b504",
        "v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
        "a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
        "v0=\u00e9"
      })
  void nothingElseIsASignature(String signature) throws IOException {
    assertThat(slack.verifies(TIME, signature, BODY, SENT)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "now", "-1531420618", "1531420618.0", "99999999999999999999", " 1"})
  void whatIsNoTimeIsRefused(String timestamp) throws IOException {
    assertThat(slack.verifies(timestamp, GOOD, BODY, SENT)).isFalse();
    String signed = slack.sign(timestamp, BODY);
    assertThat(slack.verifies(timestamp, signed, BODY, SENT)).isFalse();
  }

  @Test
  void bothHeadersHaveToBeThere() throws IOException {
    assertThat(slack.verifies(null, GOOD, BODY, SENT)).isFalse();
    assertThat(slack.verifies(TIME, null, BODY, SENT)).isFalse();
  }

  @Test
  void aSecretThatAnybodyGuessesIsRefusedAndNotShown() {
    SlackSignature weak = new SlackSignature(new SecretSource.Value("planted"));
    assertThatThrownBy(() -> weak.verifies(TIME, GOOD, BODY, SENT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected: at least 16 characters")
        .hasMessageNotContaining("planted");
  }
}
