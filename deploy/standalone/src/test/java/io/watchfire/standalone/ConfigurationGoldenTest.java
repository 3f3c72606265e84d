/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.golden.Golden;
import io.watchfire.runtime.config.ConfigFile;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a key is read as, and its default; that the page has every key is looked at elsewhere. */
class ConfigurationGoldenTest {
  @Test
  void kindsAndDefaultsOfAllKeysAreTheSame() {
    Problems problems = new Problems();
    Section root = ConfigFile.load(null, Map.of(), problems);
    StandaloneConfig.read(
        root,
        new StandaloneConfig.Flags(null, null, null, null, List.of(), List.of(), false),
        problems);
    assertThat(problems.list()).isEmpty();
    Golden.assertSame(
        "configuration.txt",
        root.keysRead().stream()
            .map(key -> key.path() + " " + key.type() + " " + key.defaultText())
            .map(String::stripTrailing)
            .sorted()
            .toList());
  }
}
