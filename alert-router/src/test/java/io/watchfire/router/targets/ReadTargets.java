/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.targets.message.Target;
import io.watchfire.runtime.config.KeyDoc;
import io.watchfire.runtime.config.Problem;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.config.Yaml;
import io.watchfire.runtime.config.YamlMap;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Targets as a configuration has them, what was wrong with it, and which keys were looked for. */
public record ReadTargets(Targets targets, List<Problem> problems, List<KeyDoc> keys) {
  /**
   * @param yaml a map with the list {@code targets}
   */
  public static ReadTargets of(String yaml) {
    return of(yaml, true);
  }

  /**
   * @param slackPresses whether somebody takes what is pressed in Slack
   */
  public static ReadTargets of(String yaml, boolean slackPresses) {
    Problems problems = new Problems();
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    YamlMap map = (YamlMap) Yaml.parse("watchfire.yaml", bytes, problems).getFirst();
    Section root = Section.of(map, problems);
    Targets targets = Targets.read(root.sections("targets"), slackPresses);
    root.refuseUnknown();
    return new ReadTargets(targets, problems.list(), root.keysRead());
  }

  /** The one target whose keys these are, in YAML's flow style. */
  public static Target one(String keys) {
    ReadTargets read = of("targets: [{name: t, " + keys + "}]");
    assertThat(read.problems()).isEmpty();
    Target target = read.targets().get("t");
    assertThat(target).isNotNull();
    return target;
  }
}
