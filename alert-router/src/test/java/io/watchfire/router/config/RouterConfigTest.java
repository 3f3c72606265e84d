/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.router.connection.Auth;
import io.watchfire.router.connection.SecretSource;
import io.watchfire.router.connection.Tls;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterConfigTest {
  @ParameterizedTest
  @ValueSource(strings = {"ftp://am", "am:9093", "/api", "http:///x", "http://am?x=1"})
  void urlsThatCannotBePostedToAreRefused(String url) {
    assertThatThrownBy(() -> AlertmanagerConfig.of(url))
        .hasMessageContaining("alertmanager url: " + url + " (expected: http or https");
  }

  @Test
  void credentialsInAUrlAreRefusedAndNotRepeated() {
    assertThatThrownBy(() -> AlertmanagerConfig.of("http://me:hush@am"))
        .hasMessageContaining("no credentials")
        .hasMessageNotContaining("hush");
  }

  @Test
  void sameUrlTwiceIsRefused() {
    AlertmanagerConfig one = AlertmanagerConfig.of("http://am:9093");
    AlertmanagerConfig same = AlertmanagerConfig.of("http://am:9093/");
    assertThatThrownBy(() -> RouterConfig.to(List.of(one, same)))
        .hasMessage("alertmanagers: http://am:9093 (expected: each URL once)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0.5S", "PT2H"})
  void resendIntervalHasBounds(Duration interval) {
    assertThatThrownBy(
            () -> new RouterConfig(List.of(), interval, Map.of(), Map.of(), "a", "d", null))
        .hasMessageContaining("resendInterval: " + interval);
  }

  @Test
  void externalLabelsHaveClassicNames() {
    assertThatThrownBy(
            () ->
                new RouterConfig(
                    List.of(), Duration.ofMinutes(1), Map.of(), Map.of("a.b", "x"), "a", "d", null))
        .hasMessageContaining("externalLabels: a.b");
  }

  @Test
  void generatorUrlIsAbsolute() {
    assertThatThrownBy(
            () ->
                new RouterConfig(
                    List.of(),
                    Duration.ofMinutes(1),
                    Map.of(),
                    Map.of(),
                    "a",
                    "d",
                    URI.create("/alerts")))
        .hasMessageContaining("generatorUrl: /alerts");
  }

  @Test
  void headersThatHttpForbidsAreRefused() {
    assertThatThrownBy(
            () ->
                new AlertmanagerConfig(
                    URI.create("http://am"),
                    new Auth.None(),
                    null,
                    Map.of("Host", "x"),
                    Duration.ofSeconds(1)))
        .hasMessageContaining("Host");
  }

  @Test
  void certificateNeedsItsKey() {
    assertThatThrownBy(() -> new Tls(null, Path.of("c.pem"), null))
        .hasMessageContaining("expected: both or none");
  }

  @Test
  void memberIdIsStableAndLegalInAGroupName() {
    assertThat(AlertmanagerConfig.of("https://am.example:9093/prefix/").memberId())
        .matches("am\\.example-9093-prefix-[0-9a-f]+")
        .isEqualTo(AlertmanagerConfig.of("https://am.example:9093/prefix").memberId());
  }

  @Test
  void noSecretShows() {
    assertThat(new Auth.Basic("me", new SecretSource.Value("hush")).toString())
        .doesNotContain("hush");
  }
}
