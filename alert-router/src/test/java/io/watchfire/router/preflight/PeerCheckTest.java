/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.RouterConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PeerCheckTest {
  private static final RouterConfig CONFIG =
      new RouterConfig(
          List.of(AlertmanagerConfig.of("http://am")),
          RouterConfig.DEFAULT_RESEND_INTERVAL,
          Map.of("page", "critical"),
          Map.of("region", "eu"),
          "a",
          "d",
          null);
  private static final RouterConfig WATCHED =
      new RouterConfig(
          CONFIG.clusters(),
          CONFIG.resendInterval(),
          CONFIG.severities(),
          CONFIG.externalLabels(),
          List.of(),
          "a",
          "d",
          "audit",
          null,
          true);

  @Test
  void aUsualConfigurationIsFine() {
    String config =
        """
        global: {resolve_timeout: 5m}
        route:
          receiver: a
          group_interval: 1m
          routes:
          - {receiver: a, matchers: ['severity="critical"', 'region=eu', 'other!="x"', 'y=~"z"']}
        receivers: [{name: a, webhook_configs: [{url: <secret>, send_resolved: true}]}]
        """;

    assertThat(look("0.25.0", 3, config, null)).isEmpty();
  }

  @Test
  void membersThatWaitLongerThanAGroupNotifyTwice() {
    String config = "route: {receiver: a, group_interval: 30s}\nreceivers: [{name: a}]\n";

    assertThat(look("0.25.0", 3, config, null))
        .singleElement()
        .asString()
        .startsWith("WARNING route: group_interval 30s (expected: more than 30s, the peer timeout")
        .contains("its default, since Alertmanager does not tell");
    assertThat(look("0.25.0", 3, config, Duration.ofSeconds(5))).isEmpty();
  }

  @Test
  void routesForValuesThatWeNeverSendAreNamed() {
    String config =
        """
        route:
          receiver: a
          routes:
          - {receiver: a, matchers: ['severity="page"']}
          - {receiver: a, match: {http.route: /}}
        receivers: [{name: a}]
        """;

    assertThat(look("0.25.0", 1, config, null))
        .containsExactly(
            "INFO route.routes[0]: no alert of ours can match, since none has severity=\"page\"",
            "INFO route.routes[1]: no alert of ours can match, since none has http.route=\"/\"");
  }

  @Test
  void ofLabelsThatARuleMayHaveNothingIsSaid() {
    String config =
        """
        route:
          receiver: a
          routes:
          - {receiver: a, matchers: ['rule="checkout-latency"']}
          - {receiver: a, matchers: ['http_route="/"']}
          - {receiver: a, match: {job: node}}
        receivers: [{name: a}]
        """;

    assertThat(look("0.25.0", 1, config, null)).isEmpty();
  }

  @Test
  void theWatchdogsSeverityIsOneOfOursWhereThereIsAWatchdog() {
    String config =
        """
        route:
          receiver: a
          routes: [{receiver: a, matchers: ['alertname="Watchdog"', 'severity="none"']}]
        receivers: [{name: a}]
        """;
    String unmatched =
        "INFO route.routes[0]: no alert of ours can match, since none has severity=\"none\"";

    assertThat(look("0.25.0", 1, config, null)).containsExactly(unmatched);
    assertThat(look(WATCHED, "0.25.0", 1, config, null)).isEmpty();
  }

  @Test
  void ofSeveralMatchersInOneTextNothingIsConcluded() {
    String config =
        """
        route:
          receiver: a
          routes:
          - {receiver: a, matchers: ['severity="critical", team="x"']}
          - {receiver: a, matchers: ['{severity="critical",team="x"}']}
          - {receiver: a, matchers: ['{severity=critical}']}
          - {receiver: a, matchers: ['severity=critical,team=x']}
        receivers: [{name: a}]
        """;

    assertThat(look("0.25.0", 1, config, null)).isEmpty();
  }

  @Test
  void webhooksThatCutOrHideAreNamed() {
    String config =
        """
        route: {receiver: a}
        receivers: [{name: a, webhook_configs: [{max_alerts: 5, send_resolved: false}]}]
        """;

    assertThat(look("0.25.0", 1, config, null))
        .hasSize(2)
        .allMatch(found -> found.startsWith("WARNING receiver a: "));
  }

  @Test
  void anOldVersionAndAnUnseenConfigurationAreTold() {
    assertThat(look("0.24.0", 1, "", null))
        .containsExactly(
            "WARNING version: 0.24.0 (expected: 0.25 or newer)",
            "INFO does not show its configuration; 0 receivers unchecked");
  }

  private static List<String> look(
      String version, int peers, String config, @Nullable Duration peerTimeout) {
    return look(CONFIG, version, peers, config, peerTimeout);
  }

  private static List<String> look(
      RouterConfig router,
      String version,
      int peers,
      String config,
      @Nullable Duration peerTimeout) {
    ObjectNode status = new ObjectMapper().createObjectNode();
    status.putObject("versionInfo").put("version", version);
    status.putObject("config").put("original", config);
    for (int i = 0; i < peers; i++) {
      status.withObject("/cluster").withArray("/peers").addObject();
    }
    OurLabels ours = new OurLabels(router, router.clusters().getFirst());
    return new PeerCheck("http://am", ours, peerTimeout)
            .look(
                status.toString().getBytes(StandardCharsets.UTF_8),
                "[]".getBytes(StandardCharsets.UTF_8))
            .stream()
            .map(found -> found.severity() + " " + found.sentence())
            .toList();
  }
}
