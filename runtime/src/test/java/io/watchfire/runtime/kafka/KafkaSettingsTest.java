/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.Problem;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.config.Yaml;
import io.watchfire.runtime.config.YamlMap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
  private final Problems problems = new Problems();

  @Test
  void passesClientPropertiesToEveryClientAndMasksTheirSecrets() {
    KafkaSettings settings =
        read(
            """
            bootstrap: kafka:9093
            client:
              security.protocol: SASL_SSL
              sasl.jaas.config: 'PlainLoginModule required password="hunter2";'
              ssl.truststore.password: hunter2
            """);
    assertThat(problems.list()).isEmpty();
    assertThat(settings.admin())
        .containsEntry("bootstrap.servers", "kafka:9093")
        .containsEntry("security.protocol", "SASL_SSL");
    assertThat(settings.producer()).containsEntry("acks", "all").containsKey("sasl.jaas.config");
    assertThat(settings.consumer("g"))
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("group.id", "g");
    assertThat(settings.toString()).contains("SASL_SSL").doesNotContain("hunter2");
  }

  @Test
  void asksStreamsForExactlyOnceAndExplicitNames() {
    KafkaSettings settings = read("groupProtocol: classic\nreplicationFactor: 1\n");
    assertThat(settings.streams("watchfire-rules", Path.of("state")))
        .containsEntry("application.id", "watchfire-rules")
        .containsEntry("group.protocol", "classic")
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("replication.factor", "1")
        .containsEntry("ensure.explicit.internal.resource.naming", "true");
    assertThat(settings.topic("alerts")).isEqualTo("watchfire.alerts");
  }

  @Test
  void refusesPropertiesThatCorrectnessRestsOn() {
    read("bootstrap: a:1\nclient: {isolation.level: read_uncommitted}\ntopicPrefix: 'a b'\n");
    assertThat(problems.list())
        .extracting(Problem::toString)
        .containsExactly(
            "kafka.client.isolation.level: set by Watchfire (expected: left out), w.yaml:2",
            "kafka.topicPrefix: a b (expected: letters, digits, '.', '_' and '-'), w.yaml:3");
  }

  private KafkaSettings read(String yaml) {
    YamlMap map =
        (YamlMap) Yaml.parse("w.yaml", yaml.getBytes(StandardCharsets.UTF_8), problems).getFirst();
    return KafkaSettings.of(Section.of(map, problems));
  }
}
