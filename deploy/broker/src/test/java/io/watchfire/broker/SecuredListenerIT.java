/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SecuredListenerIT {
  private static final String PASSWORD = "changeit";

  @TempDir private Path dir;

  @Test
  void letsOtherHostsInWithTlsAndAPasswordBesideTheLocalListener() throws Exception {
    Path store = selfSigned();
    int port = freePort();
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(dir.resolve("data"), 0, secured(store, port))) {
      assertThat(brokersSeenBy(Map.of("bootstrap.servers", broker.bootstrap()))).isOne();
      assertThat(brokersSeenBy(client(store, port, "pw"))).isOne();
      assertThatThrownBy(() -> brokersSeenBy(client(store, port, "wrong")))
          .hasCauseInstanceOf(SaslAuthenticationException.class);
    }
  }

  private static Map<String, String> secured(Path store, int port) {
    return Map.of(
        "listeners",
        "OUTSIDE://0.0.0.0:" + port,
        "advertised.listeners",
        "OUTSIDE://localhost:" + port,
        "listener.security.protocol.map",
        "OUTSIDE:SASL_SSL",
        "sasl.enabled.mechanisms",
        "PLAIN",
        "listener.name.outside.plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required user_ann=\"pw\";",
        "ssl.keystore.location",
        store.toString(),
        "ssl.keystore.type",
        "PKCS12",
        "ssl.keystore.password",
        PASSWORD);
  }

  private static Map<String, Object> client(Path store, int port, String password)
      throws Exception {
    byte[] certificate =
        KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray())
            .getCertificate("w")
            .getEncoded();
    Map<String, Object> client = new HashMap<>();
    client.put("bootstrap.servers", "localhost:" + port);
    client.put("security.protocol", "SASL_SSL");
    client.put("sasl.mechanism", "PLAIN");
    client.put(
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"ann\""
            + " password=\""
            + password
            + "\";");
    client.put("ssl.truststore.type", "PEM");
    client.put(
        "ssl.truststore.certificates",
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate)
            + "\n-----END CERTIFICATE-----\n");
    return client;
  }

  private static int brokersSeenBy(Map<String, Object> client) throws Exception {
    try (Admin admin = Admin.create(client)) {
      return admin.describeCluster().nodes().get(20, TimeUnit.SECONDS).size();
    }
  }

  private Path selfSigned() throws Exception {
    Path file = dir.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "w",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
    return file;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
