/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.targets.message.Message.Kind;
import io.watchfire.router.targets.message.MessageJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code docs/targets.md} shows. */
class TargetsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "targets.md");
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void everyExampleIsReadWithoutAProblem() throws IOException {
    assertThat(examples()).hasSize(10);
    for (String example : examples()) {
      ReadTargets read = ReadTargets.of(example);
      assertThat(read.problems()).as(example).isEmpty();
      assertThat(read.targets().names()).isNotEmpty();
      read.targets().close();
    }
  }

  @Test
  void everyKeyThatIsReadIsInTheTableAndNoOther() throws IOException {
    Set<String> read = new TreeSet<>();
    for (String example : examples()) {
      ReadTargets targets = ReadTargets.of(example);
      targets.targets().close();
      targets.keys().forEach(key -> read.add(key.path().replaceAll("targets\\[]\\.|\\.\\*$", "")));
    }
    read.removeIf(key -> read.contains(key.replaceFirst("File$", "")) && key.endsWith("File"));
    assertThat(keysOfTheTable()).isEqualTo(read);
  }

  private static Set<String> keysOfTheTable() throws IOException {
    String section = page().split("## Keys\n", 2)[1].split("\n## ", 2)[0];
    return section
        .lines()
        .filter(line -> line.startsWith("| `"))
        .flatMap(line -> Pattern.compile("`([^`]+)`").matcher(line.split("\\|", 3)[1]).results())
        .map(key -> key.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void messageIsAsShown() {
    assertThat(MessageJson.of(TestMessages.of(Kind.TRIGGER)).fieldNames())
        .toIterable()
        .allSatisfy(name -> assertThat(page()).contains("\"" + name + "\": "));
  }

  private static List<String> examples() throws IOException {
    return YAML.matcher(page()).results().map(example -> example.group(1)).toList();
  }

  private static String page() throws IOException {
    return Files.readString(PAGE);
  }
}
