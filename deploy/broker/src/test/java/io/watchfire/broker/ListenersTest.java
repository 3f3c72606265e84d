/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenersTest {

  @Test
  void listensOnTheLoopbackAddressByDefault() {
    assertThat(settings(Map.of()))
        .containsEntry("listeners", "PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9999")
        .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:9092");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PLAINTEXT://0.0.0.0:9092",
        "PLAINTEXT://:9092",
        "OUTSIDE://0.0.0.0:9093",
        "SASL_PLAINTEXT://0.0.0.0:9093",
        "SSL://192.0.2.1:9093"
      })
  void refusesToBeReachedWithoutTlsAndAuthentication(String listener) {
    Map<String, String> overrides =
        Map.of("listeners", listener, "listener.security.protocol.map", "OUTSIDE:PLAINTEXT");
    assertThatThrownBy(() -> settings(overrides))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("can be reached from other hosts")
        .hasMessageContaining("expected: SASL_SSL");
  }

  @Test
  void addsASecureListenerBesideTheLocalOne() {
    Map<String, Object> settings =
        settings(
            Map.of(
                "listeners", "OUTSIDE://0.0.0.0:9093",
                "advertised.listeners", "OUTSIDE://kafka.example.org:9093",
                "listener.security.protocol.map", "OUTSIDE:SASL_SSL"));
    assertThat(settings)
        .containsEntry(
            "listeners",
            "PLAINTEXT://127.0.0.1:9092,OUTSIDE://0.0.0.0:9093,CONTROLLER://127.0.0.1:9999")
        .containsEntry(
            "advertised.listeners", "PLAINTEXT://127.0.0.1:9092,OUTSIDE://kafka.example.org:9093")
        .containsEntry(
            "listener.security.protocol.map",
            "PLAINTEXT:PLAINTEXT,OUTSIDE:SASL_SSL,CONTROLLER:PLAINTEXT");
  }

  @Test
  void acceptsMutualTls() {
    assertThat(settings(Map.of("listeners", "SSL://0.0.0.0:9093", "ssl.client.auth", "required")))
        .containsKey("listeners");
  }

  @Test
  void saysWhatAListenerLooksLike() {
    assertThatThrownBy(() -> settings(Map.of("listeners", "localhost:9092")))
        .hasMessage("listeners: \"localhost:9092\" (expected: NAME://host:port)");
  }

  private static Map<String, Object> settings(Map<String, String> overrides) {
    Map<String, Object> settings = new HashMap<>();
    Listeners.of(9092, 9999, overrides).putInto(settings);
    return settings;
  }
}
