/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.connection.SecretSource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SignedLinksTest {
  private static final Instant NOW = Instant.parse("2026-11-28T03:00:00Z");

  private final SignedLinks links = links("a key of at least sixteen bytes");

  @Test
  void allowsWhatItWasMadeFor() throws IOException {
    SignedLinks.Grant grant = links.verify(token("inc-1"), NOW.plus(Duration.ofHours(24)));
    assertThat(grant)
        .isEqualTo(new SignedLinks.Grant("act", "inc-1", "alice", NOW.plusSeconds(86_400)));
  }

  @Test
  void onlyOneThatWasMadeToActAllowsIt() throws IOException {
    String view = links.link(SignedLinks.VIEW, "inc-1", "alice", NOW).getPath();
    SignedLinks.Grant shows = links.verify(view.substring(SignedLinks.PATH.length()), NOW);
    SignedLinks.Grant acts = links.verify(token("inc-1"), NOW);
    assertThat(shows).isNotNull();
    assertThat(shows.allowsActing()).isFalse();
    assertThat(acts).isNotNull();
    assertThat(acts.allowsActing()).isTrue();
  }

  @Test
  void isWorthNothingWhenItsTimeIsOver() throws IOException {
    assertThat(links.verify(token("inc-1"), NOW.plus(Duration.ofHours(24)).plusSeconds(1)))
        .isNull();
  }

  @Test
  void cannotBeTurnedIntoOneForAnotherIncidentOrALaterTime() throws IOException {
    String token = token("inc-1");
    String signature = token.substring(token.indexOf('.'));
    for (String text :
        new String[] {
          "act\ninc-2\nalice\n1795921200",
          "act\ninc-1\nalice\n1895921200",
          "view\ninc-1\nalice\n1795921200"
        }) {
      String forged =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(text.getBytes(StandardCharsets.UTF_8));
      assertThat(links.verify(forged + signature, NOW)).as(text).isNull();
    }
  }

  @Test
  void anotherKeyMakesAnotherLink() throws IOException {
    assertThat(links("another key of sixteen bytes").verify(token("inc-1"), NOW)).isNull();
  }

  @Test
  void isVoidWhateverBitIsChanged() throws IOException {
    byte[] token = token("inc-1").getBytes(StandardCharsets.US_ASCII);
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      byte[] changed = token.clone();
      int at = random.nextInt(changed.length);
      changed[at] ^= (byte) (1 << random.nextInt(7));
      SignedLinks.Grant grant = links.verify(new String(changed, StandardCharsets.US_ASCII), NOW);
      if (grant != null) {
        // The last character of base64 has bits that mean nothing.
        assertThat(grant.incident()).isEqualTo("inc-1");
      }
    }
  }

  @Test
  void nonsenseIsNoLink() throws IOException {
    for (String token : new String[] {"", ".", "a.b", "....", "a", "YQ.YQ", "%%%.%%%"}) {
      assertThat(links.verify(token, NOW)).as(token).isNull();
    }
  }

  private String token(String incident) throws IOException {
    String path = links.link("act", incident, "alice", NOW).getPath();
    return path.substring(SignedLinks.PATH.length());
  }

  private static SignedLinks links(String key) {
    return new SignedLinks(
        URI.create("https://watchfire.example.com/"),
        new SecretSource.Value(key),
        Duration.ofDays(1));
  }
}
