/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.config.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.ClusterConfig;
import io.watchfire.router.config.RouterConfig;
import io.watchfire.router.config.Tenants;
import io.watchfire.router.connection.Auth;
import io.watchfire.router.connection.SecretSource;
import io.watchfire.router.connection.Tls;
import io.watchfire.router.relabel.RelabelAction;
import io.watchfire.router.relabel.RelabelRule;
import io.watchfire.runtime.config.ConfigFile;
import io.watchfire.runtime.config.Problem;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.kafka.GroupProtocol;
import io.watchfire.runtime.kafka.KafkaSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouterConfigReaderTest {
  private static final KafkaSettings KAFKA =
      new KafkaSettings("b:9092", Map.of(), GroupProtocol.STREAMS, (short) 1, 1, "wf.");

  @TempDir Path dir;

  private final Problems problems = new Problems();

  @Test
  void nothingWrittenMeansDefaultsAndNobodyToSendTo() throws IOException {
    RouterConfig config = read("", Map.of());

    assertThat(problems.list()).isEmpty();
    assertThat(config.alertmanagers()).isEmpty();
    assertThat(config.resendInterval()).isEqualTo(RouterConfig.DEFAULT_RESEND_INTERVAL);
    assertThat(config.alertsTopic()).isEqualTo("wf.alerts");
    assertThat(config.deadLetterTopic()).isEqualTo("wf.dlq");
  }

  @Test
  void everyKeyIsRead() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "secret\n");

    RouterConfig config =
        read(
            """
            router:
              resendInterval: 30s
              severities: {page: critical}
              externalLabels: {region: eu}
              generatorUrl: https://watchfire.example
              watchdog: true
              alertmanagers:
                - url: https://a.example/prefix/
                  auth: {username: me, passwordFile: FILE}
                  tls: {caFile: FILE, certFile: FILE, keyFile: FILE}
                  headers: {X-Scope-OrgID: acme}
                  timeout: 3s
                - url: http://b.example:9093
                  auth: {token: t0ken}
            """
                .replace("FILE", file.toString()),
            Map.of());

    assertThat(problems.list()).isEmpty();
    assertThat(config)
        .isEqualTo(
            new RouterConfig(
                Stream.of(
                        new AlertmanagerConfig(
                            URI.create("https://a.example/prefix"),
                            new Auth.Basic("me", new SecretSource.InFile(file)),
                            new Tls(file, file, file),
                            Map.of("X-Scope-OrgID", "acme"),
                            Duration.ofSeconds(3)),
                        new AlertmanagerConfig(
                            URI.create("http://b.example:9093"),
                            new Auth.Bearer(new SecretSource.Value("t0ken")),
                            null,
                            Map.of(),
                            AlertmanagerConfig.DEFAULT_TIMEOUT))
                    .map(ClusterConfig::of)
                    .toList(),
                Duration.ofSeconds(30),
                Map.of("page", "critical"),
                Map.of("region", "eu"),
                List.of(),
                "wf.alerts",
                "wf.dlq",
                "wf.audit",
                URI.create("https://watchfire.example"),
                true));
  }

  @Test
  void aWatchdogNeedsATenantWhereThereAreSome() throws IOException {
    String router =
        """
        router:
          watchdog: true
          alertmanagers: [{url: "http://a.example", tenants: {label: tenant%s}}]
        """;
    read(router.formatted(", default: ours"), Map.of());
    assertThat(problems.list()).isEmpty();
    read(router.formatted(""), Map.of());
    assertThat(problems.list())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message()).startsWith("router.watchdog: no label tenant"));
  }

  @Test
  void severalMembersOfAClusterShareTheirSettings() throws IOException {
    RouterConfig config =
        read(
            """
            router:
              alertRelabel: [{sourceLabels: [team], regex: lab, action: drop}]
              alertmanagers:
                - name: eu
                  urls: ["http://a.example", "http://b.example/"]
                  headers: {X-Scope-OrgID: acme}
                  tenants: {label: tenant, default: ours}
                  alertRelabel: [{regex: slo_id, action: labeldrop}]
                - url: http://c.example
            """,
            Map.of());

    assertThat(problems.list()).isEmpty();
    assertThat(config.clusters())
        .extracting(ClusterConfig::name)
        .containsExactly("eu", "http://c.example");
    assertThat(config.clusters().getFirst().members())
        .extracting(member -> member.url() + " " + member.headers())
        .containsExactly(
            "http://a.example {X-Scope-OrgID=acme}", "http://b.example {X-Scope-OrgID=acme}");
    assertThat(config.clusters())
        .extracting(ClusterConfig::tenants)
        .containsExactly(new Tenants("X-Scope-OrgID", "tenant", "ours"), null);
    assertThat(config.alertRelabel()).extracting(RelabelRule::regex).containsExactly("lab");
    assertThat(config.clusters().getFirst().alertRelabel())
        .extracting(RelabelRule::action)
        .containsExactly(RelabelAction.LABELDROP);
  }

  @Test
  void clustersHaveDifferentNames() throws IOException {
    read(
        """
        router:
          alertmanagers: [{name: a, url: 'http://a'}, {name: a, url: 'http://b'}]
        """,
        Map.of());

    assertThat(problems.list().stream().map(Problem::message))
        .containsExactly("router.alertmanagers: a (expected: each name once)");
  }

  @Test
  void everyProblemHasItsLine() throws IOException {
    read(
        """
        router:
          resendInterval: 1ms
          alertmanagers:
            - url: ftp://a.example
            - auth: {username: me}
            - url: http://c.example
              auth: {username: me, password: p, token: t}
            - url: http://d.example
              tls: {certFile: /no/such/file}
              pasword: typo
        """,
        Map.of());

    assertThat(problems.list().stream().map(Problem::line)).containsOnly(2, 4, 5, 7, 9, 10);
    assertThat(problems.list().stream().map(Problem::message))
        .anyMatch(message -> message.startsWith("router.resendInterval: PT0.001S"))
        .anyMatch(message -> message.contains("ftp://a.example"))
        .anyMatch(message -> message.contains("url: missing"))
        .anyMatch(message -> message.contains("username and password (expected: both"))
        .anyMatch(message -> message.contains("token beside username"))
        .anyMatch(message -> message.contains("/no/such/file"))
        .anyMatch(message -> message.contains("unknown key \"pasword\""));
  }

  @Test
  void theEnvironmentReplacesTheListByYaml() throws IOException {
    RouterConfig config =
        read(
            "router: {alertmanagers: [{url: 'http://a.example'}]}",
            Map.of("WATCHFIRE_ROUTER_ALERTMANAGERS", "[{url: 'http://b.example'}]"));

    assertThat(config.alertmanagers())
        .extracting(AlertmanagerConfig::url)
        .containsExactly(URI.create("http://b.example"));
  }

  private RouterConfig read(String yaml, Map<String, String> env) throws IOException {
    Path file = Files.writeString(dir.resolve("w.yaml"), yaml);
    Section root = ConfigFile.load(file, env, problems);
    RouterConfig config = RouterConfigReader.read(root.section("router"), KAFKA);
    root.refuseUnknown();
    return config;
  }
}
