/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about on call shows a file that works, and names every key and no other. */
class OnCallPageTest {
  private static final Path PAGE = Path.of("../docs/on-call-schedules.md");
  private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

  @Test
  void theFileOnThePageCanBeRead() throws IOException {
    OnCallYaml yaml =
        new OnCallYaml(
            YAML.matcher(Files.readString(PAGE)).results().findFirst().orElseThrow().group(1));

    assertThat(yaml.problems()).isEmpty();
    assertThat(yaml.config().schedules()).isNotEmpty();
  }

  @Test
  void everyKeyThatIsReadIsOnThePageAndNoOther() throws IOException {
    Set<String> written =
        ROW.matcher(Files.readString(PAGE))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(written).containsExactlyElementsOf(new OnCallYaml(OnCallYaml.WHOLE).keys());
  }
}
