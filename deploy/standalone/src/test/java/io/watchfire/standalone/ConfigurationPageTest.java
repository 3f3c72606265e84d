/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.ConfigFile;
import io.watchfire.runtime.config.KeyDoc;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about configuration names every key, and none that is not read. */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("../../docs/configuration.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

  /** Something in every list, so that what is below it is read. */
  private static final String LISTS =
      """
      inputs: [{topic: telemetry}]
      defaults: {sources: [http], ignoredRoutes: [/healthz]}
      router:
        alertRelabel: [{action: keep}]
        alertmanagers: [{url: 'http://a.example', alertRelabel: [{action: keep}]}]
      tenancy:
        tenant: [{header: h}, {topic: 't-(.*)'}, {key: true}, {resource: r}, {default: d}]
        cluster: [{header: h}]
      """;

  @TempDir Path dir;

  @Test
  void everyKeyThatIsReadIsOnThePageAndNoOther() throws IOException {
    Problems problems = new Problems();
    Path file = Files.writeString(dir.resolve("w.yaml"), LISTS);
    Section root = ConfigFile.load(file, Map.of(), problems);
    StandaloneConfig.read(
        root,
        new StandaloneConfig.Flags(null, null, null, null, List.of(), List.of(), false),
        problems);
    Set<String> written =
        ROW.matcher(Files.readString(PAGE))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(problems.list()).isEmpty();
    assertThat(written)
        .containsExactlyElementsOf(
            root.keysRead().stream()
                .map(KeyDoc::path)
                .collect(Collectors.toCollection(TreeSet::new)));
  }
}
