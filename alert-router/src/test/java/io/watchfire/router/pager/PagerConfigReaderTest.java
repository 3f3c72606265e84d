/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.connection.SecretSource;
import io.watchfire.runtime.config.ConfigFile;
import io.watchfire.runtime.config.Problem;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagerConfigReaderTest {
  private static final String LINKS =
      "  links: {baseUrl: 'https://w.example', key: planted-link-key-0123}\n";

  @TempDir private Path dir;
  private Path secret;
  private @Nullable PagerConfig read;

  @BeforeEach
  void write() throws IOException {
    secret = Files.writeString(dir.resolve("signing"), "planted-signing-secret\n");
    Files.writeString(
        dir.resolve("oncall.yml"),
        """
        targets:
          - {name: team, type: slack, url: "https://slack.example/hook", interactive: true}
        policies: [{name: all, steps: [{notify: [target/team], escalateAfter: 5m}]}]
        routes: [{policy: all}]
        """);
  }

  @Test
  void theExampleOfTheReadmeWorks() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    String section = readme.substring(readme.indexOf("## Wake whoever is on call"));
    int begin = section.indexOf("```yaml\n") + "```yaml\n".length();
    Files.writeString(
        dir.resolve("oncall.yml"), section.substring(begin, section.indexOf("```", begin)));
    assertThat(problems("")).isEmpty();
    assertThat(read).isNotNull();
    assertThat(read.onCall().people()).hasSize(2);
  }

  @Test
  void buttonsOfSlackNeedSomebodyWhoTakesThePress() throws IOException {
    assertThat(problems(LINKS))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.source()).endsWith("oncall.yml");
              assertThat(problem.line()).isEqualTo(2);
              assertThat(problem.message())
                  .contains("target team: interactive: true", "expected: onCall.slack too");
            });
  }

  @Test
  void theSigningSecretIsReadFromItsFileAndNotShown() throws IOException {
    assertThat(problems(LINKS + "  slack: {signingSecretFile: " + secret + "}\n")).isEmpty();
    assertThat(read).isNotNull();
    assertThat(read.slack())
        .isEqualTo(new PagerConfig.SlackSettings(new SecretSource.InFile(secret)));
    assertThat(problems(LINKS + "  slack: {signingSecret: planted-signing-secret}\n")).isEmpty();
    assertThat(read.slack()).isNotNull();
    assertThat(read.slack().signingSecret().read()).isEqualTo("planted-signing-secret");
    assertThat(read.toString()).doesNotContain("planted");
  }

  @Test
  void aButtonIsALinkAndNeedsItsKey() throws IOException {
    assertThat(problems("  slack: {signingSecretFile: " + secret + "}\n"))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("expected: onCall.links too"));
  }

  @Test
  void secretsThatAnybodyGuessesAreRefusedAndNotShown() throws IOException {
    Files.writeString(secret, "planted");
    for (String key : List.of("signingSecret: planted", "signingSecretFile: " + secret)) {
      assertThat(problems(LINKS + "  slack: {" + key + "}\n"))
          .singleElement()
          .satisfies(
              p ->
                  assertThat(p.message())
                      .contains("onCall.slack.signingSecret: too short", "at least 16 characters")
                      .doesNotContain("planted"));
    }
    Path key = Files.writeString(dir.resolve("key"), "planted");
    String links = "  links: {baseUrl: 'https://w.example', keyFile: " + key + "}\n";
    assertThat(problems(links + "  slack: {signingSecret: planted-signing-secret}\n"))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("onCall.links.key: too short"));
  }

  private List<Problem> problems(String more) throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("w.yml"), "onCall:\n  file: " + dir.resolve("oncall.yml") + "\n" + more);
    Problems problems = new Problems();
    Section root = ConfigFile.load(file, Map.of(), problems);
    read = PagerConfigReader.read(root.section("onCall"), problems);
    root.refuseUnknown();
    return problems.list();
  }
}
