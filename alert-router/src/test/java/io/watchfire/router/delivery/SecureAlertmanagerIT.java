/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.RealAlertmanager;
import io.watchfire.router.TestCertificates;
import io.watchfire.router.alertmanager.AlertmanagerClient;
import io.watchfire.router.alertmanager.Endpoint;
import io.watchfire.router.alertmanager.Outcome;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.connection.Auth;
import io.watchfire.router.connection.SecretSource;
import io.watchfire.router.connection.Tls;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Alertmanager with TLS, client certificates and basic authentication. */
class SecureAlertmanagerIT {
  /** bcrypt of "test", as in Prometheus' own guide. */
  private static final String HASH = "$2b$12$hNf2lSsxfm0.i4a.1kVpSOVyBCfIB51VRjgBUyv6kdnyTlgWj81Ay";

  private static final byte[] ALERTS = "[{\"labels\":{\"alertname\":\"A\"}}]".getBytes();

  @TempDir private Path dir;
  private RealAlertmanager alertmanager;
  private TestCertificates certificates;

  @BeforeEach
  void start() throws Exception {
    certificates = TestCertificates.create(dir);
    Path web = dir.resolve("web.yml");
    Files.writeString(
        web,
        """
        tls_server_config:
          cert_file: %s
          key_file: %s
          client_auth_type: RequireAndVerifyClientCert
          client_ca_file: %s
        basic_auth_users: {watchfire: "%s"}
        """
            .formatted(
                certificates.certificate(), certificates.key(), certificates.certificate(), HASH));
    alertmanager =
        RealAlertmanager.start(
            dir.resolve("am"), RealAlertmanager.NO_RECEIVERS, "--web.config.file=" + web);
  }

  @AfterEach
  void stop() {
    if (alertmanager != null) {
      alertmanager.close();
    }
  }

  @Test
  void takesAlertsFromThoseItKnows() throws Exception {
    Path password = Files.writeString(dir.resolve("password"), "test\n");
    try (AlertmanagerClient client = client(mutual(), new SecretSource.InFile(password))) {
      assertThat(client.post(ALERTS)).isEqualTo(new Outcome.Accepted());
      assertThat(client.status(Duration.ofSeconds(5), Map.of()).uptime()).isNotEmpty();
      Files.writeString(password, "changed");
      assertThat(client.post(ALERTS)).isInstanceOf(Outcome.Misconfigured.class);
    }
  }

  @Test
  void wrongPasswordIsAMatterOfConfiguration() throws Exception {
    try (AlertmanagerClient client = client(mutual(), new SecretSource.Value("wrong"))) {
      assertThat(client.post(ALERTS))
          .isInstanceOfSatisfying(
              Outcome.Misconfigured.class, o -> assertThat(o.cause()).contains("status 401"));
    }
  }

  @Test
  void certificateThatIsNotTrustedIsAMatterOfConfiguration() throws Exception {
    try (AlertmanagerClient client =
        client(
            new Tls(null, certificates.certificate(), certificates.key()),
            new SecretSource.Value("test"))) {
      assertThat(client.post(ALERTS))
          .isInstanceOfSatisfying(
              Outcome.Misconfigured.class, o -> assertThat(o.cause()).contains("TLS"));
    }
  }

  @Test
  void theNameCountsWhateverTheAddress() throws Exception {
    assertThat(post("localhost")).isEqualTo(new Outcome.Accepted());
    assertThat(post("other.test"))
        .isInstanceOfSatisfying(
            Outcome.Misconfigured.class, o -> assertThat(o.cause()).contains("other.test"));
  }

  private Outcome post(String name) throws Exception {
    AlertmanagerConfig config =
        new AlertmanagerConfig(
            URI.create(alertmanager.url().replace("localhost", name)),
            new Auth.Basic("watchfire", new SecretSource.Value("test")),
            mutual(),
            Map.of(),
            Duration.ofSeconds(5));
    InetAddress address = InetAddress.getByAddress(name, new byte[] {127, 0, 0, 1});
    try (AlertmanagerClient client = new AlertmanagerClient(new Endpoint(config, address))) {
      return client.post(ALERTS);
    }
  }

  @Test
  void withoutOurOwnCertificateNothingIsTaken() throws Exception {
    try (AlertmanagerClient client =
        client(new Tls(certificates.certificate(), null, null), new SecretSource.Value("test"))) {
      assertThat(client.post(ALERTS)).isNotEqualTo(new Outcome.Accepted());
    }
  }

  private Tls mutual() {
    return new Tls(certificates.certificate(), certificates.certificate(), certificates.key());
  }

  private AlertmanagerClient client(Tls tls, SecretSource password) {
    return new AlertmanagerClient(
        new AlertmanagerConfig(
            URI.create(alertmanager.url()),
            new Auth.Basic("watchfire", password),
            tls,
            Map.of(),
            Duration.ofSeconds(5)));
  }
}
