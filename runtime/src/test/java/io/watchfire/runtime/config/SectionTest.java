/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SectionTest {
  private enum Mode {
    ALERT("alert"),
    SHADOW_ONLY("shadow-only");

    private final String text;

    Mode(String text) {
      this.text = text;
    }

    private String text() {
      return text;
    }
  }

  private final Problems problems = new Problems();

  @Test
  void readsEveryType() {
    Section section =
        read(
            """
            name: checkout
            retries: 3
            bytes: 5000000000
            objective: 99.90
            enabled: true
            window: 1h30m
            mode: shadow-only
            topics: [a, "b"]
            single: a
            labels: {team: web, tier: "1"}
            """);
    assertThat(section.string("name", "x")).isEqualTo("checkout");
    assertThat(section.integer("retries", 1, 0, 10)).isEqualTo(3);
    assertThat(section.longValue("bytes", 1, 0, Long.MAX_VALUE)).isEqualTo(5_000_000_000L);
    assertThat(section.decimal("objective", null)).isEqualTo(new BigDecimal("99.90"));
    assertThat(section.bool("enabled", false)).isTrue();
    assertThat(section.duration("window", Duration.ZERO)).isEqualTo(Duration.ofMinutes(90));
    assertThat(section.choice("mode", Mode.ALERT, Mode::text)).isEqualTo(Mode.SHADOW_ONLY);
    assertThat(section.strings("topics")).containsExactly("a", "b");
    assertThat(section.strings("single")).containsExactly("a");
    assertThat(section.stringMap("labels")).containsEntry("team", "web").containsEntry("tier", "1");
    section.refuseUnknown();
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void reportsAllProblemsAtOnceWithTheirLinesAndGoesOnWithDefaults() {
    Section section =
        read(
            """
            retries: 70000
            enabled: maybe
            window: 5 minutes
            mode: loud
            objective: lots
            name: [a]
            tls: 1
            labels: {a: [1]}
            topics: {a: 1}
            """);
    assertThat(section.integer("retries", 1, 0, 10)).isEqualTo(1);
    assertThat(section.bool("enabled", true)).isTrue();
    assertThat(section.duration("window", Duration.ofHours(1))).isEqualTo(Duration.ofHours(1));
    assertThat(section.choice("mode", Mode.ALERT, Mode::text)).isEqualTo(Mode.ALERT);
    assertThat(section.decimal("objective", BigDecimal.ONE)).isEqualTo(BigDecimal.ONE);
    assertThat(section.string("name")).isNull();
    assertThat(section.section("tls").string("cert", "none")).isEqualTo("none");
    assertThat(section.stringMap("labels")).isEmpty();
    assertThat(section.strings("topics")).isEmpty();
    assertThat(section.requiredString("url")).isEmpty();
    assertThatThrownBy(problems::throwIfAny)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            retries: 70000 (expected: a whole number from 0 to 10), t.yaml:1
            enabled: maybe (expected: true or false), t.yaml:2
            window: 5 minutes (expected: a duration such as 30d, 1h30m or 500ms), t.yaml:3
            mode: loud (expected: alert, shadow-only), t.yaml:4
            objective: lots (expected: a decimal number), t.yaml:5
            name: a list (expected: text), t.yaml:6
            tls: 1 (expected: a map), t.yaml:7
            labels.a: a list (expected: text), t.yaml:8
            topics: a map (expected: a list), t.yaml:9
            url: missing (expected: text), t.yaml:1\
            """);
  }

  @Test
  void findsUnknownKeysInEverySectionThatWasRead() {
    Section section = read("objectve: 99\nhttp:\n  prot: 80\ntargets:\n  - url: x\n    ulr: y\n");
    section.decimal("objective", null);
    section.section("http").integer("port", 8080, 1, 65_535);
    section.sections("targets").forEach(target -> target.string("url"));
    section.refuseUnknown();
    assertThat(problems.list())
        .extracting(Problem::toString)
        .containsExactly(
            "unknown key \"objectve\" (did you mean \"objective\"?), t.yaml:1",
            "unknown key \"prot\" (did you mean \"port\"?), t.yaml:3",
            "unknown key \"ulr\" (did you mean \"url\"?), t.yaml:6");
  }

  @Test
  void letsTheEnvironmentOverrideEveryKindOfKey() {
    Section section =
        read(
            """
            kafka: {bootstrap: "a:1", client: {sasl.mechanism: PLAIN}}
            topics: [x]
            targets: [{url: file}]
            """,
            Map.of(
                "WATCHFIRE_KAFKA_BOOTSTRAP", "b:2",
                "WATCHFIRE_KAFKA_MAX_RETRIES", "7",
                "WATCHFIRE_KAFKA_CLIENT_SASL_MECHANISM", "SCRAM-SHA-512",
                "WATCHFIRE_KAFKA_CLIENT_SECURITY_PROTOCOL", "SASL_SSL",
                "WATCHFIRE_TOPICS", "y, z",
                "WATCHFIRE_TARGETS", "[{url: one}, {url: two}]",
                "WATCHFIRE_EMPTY", ""));
    Section kafka = section.section("kafka");
    assertThat(kafka.string("bootstrap", "")).isEqualTo("b:2");
    assertThat(kafka.integer("maxRetries", 1, 0, 10)).isEqualTo(7);
    assertThat(kafka.stringMap("client"))
        .containsEntry("sasl.mechanism", "SCRAM-SHA-512")
        .containsEntry("security.protocol", "SASL_SSL");
    assertThat(section.strings("topics")).containsExactly("y", "z");
    assertThat(section.sections("targets"))
        .extracting(target -> target.string("url"))
        .containsExactly("one", "two");
    assertThat(section.string("empty", "default")).isEqualTo("default");
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void namesTheVariableWhoseValueIsWrong() {
    Section section = read("port: 80\n", Map.of("WATCHFIRE_PORT", "high"));
    assertThat(section.integer("port", 8080, 1, 65_535)).isEqualTo(8080);
    assertThat(problems.list().getFirst())
        .hasToString(
            "port: high (expected: a whole number from 1 to 65535), environment variable"
                + " WATCHFIRE_PORT");
  }

  @Test
  void readsASecretFromAValueAFileOrTheEnvironmentAndNeverShowsIt(@TempDir Path dir)
      throws Exception {
    Path file = Files.writeString(dir.resolve("token"), "from file\n");
    Section section = read("a: plain\nbFile: " + file + "\nc: x\n", Map.of("WATCHFIRE_C", "env"));
    Secret a = section.secret("a");
    Secret b = section.secret("b");
    Secret c = section.secret("c");
    assertThat(List.of(a.reveal(), b.reveal(), c.reveal()))
        .containsExactly("plain", "from file", "env");
    assertThat(section.secret("d")).isNull();
    assertThat(a).hasToString("****");
    assertThat(a.matches("plain")).isTrue();
    assertThat(a.matches("plaim")).isFalse();
    section.refuseUnknown();
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void letsTheEnvironmentReplaceAValueByAFile(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("token"), "mounted");
    Section section = read("token: old\n", Map.of("WATCHFIRE_TOKEN_FILE", file.toString()));
    assertThat(section.secret("token").reveal()).isEqualTo("mounted");
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void refusesASecretThatCannotBeReadOrIsGivenTwice() {
    Section section = read("a: x\naFile: /y\nbFile: /does/not/exist\n");
    section.secret("a");
    assertThat(section.secret("b")).isNull();
    assertThat(problems.list())
        .extracting(Problem::toString)
        .containsExactly(
            "a: given together with aFile (expected: one of them), t.yaml:1",
            "bFile: /does/not/exist (expected: a readable file), t.yaml:3");
  }

  @Test
  void tellsWhichKeysItReads() {
    Section section = read("targets: [{url: a}, {url: b}]\n");
    section.section("http").integer("port", 8080, 1, 65_535);
    section.sections("targets").forEach(target -> target.requiredString("url"));
    assertThat(section.keysRead())
        .contains(
            new KeyDoc("http.port", "integer", "8080"), new KeyDoc("targets[].url", "text", ""))
        .hasSize(2);
  }

  private Section read(String text) {
    return Section.of(parse(text), problems);
  }

  private Section read(String text, Map<String, String> env) {
    return Section.of(parse(text), problems, env, "WATCHFIRE");
  }

  private YamlMap parse(String text) {
    return (YamlMap)
        Yaml.parse("t.yaml", text.getBytes(StandardCharsets.UTF_8), problems).getFirst();
  }
}
