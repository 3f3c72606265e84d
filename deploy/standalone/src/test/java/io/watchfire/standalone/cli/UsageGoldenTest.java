/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import io.watchfire.golden.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What people and scripts type: commands, options, defaults, and the words they are told in. */
class UsageGoldenTest {
  @Test
  void helpOfEveryCommandIsTheSame() {
    List<String> lines = new ArrayList<>();
    help(Watchfire.commandLine(), List.of(), lines);
    Golden.assertSame("usage.txt", lines);
  }

  private static void help(CommandLine command, List<String> path, List<String> lines) {
    lines.add("$ watchfire " + String.join(" ", path));
    command.getUsageMessage().lines().map(String::stripTrailing).forEach(lines::add);
    command
        .getSubcommands()
        .forEach(
            (name, sub) ->
                help(sub, Stream.concat(path.stream(), Stream.of(name)).toList(), lines));
  }
}
