/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.golden.Golden;
import io.watchfire.router.incident.Command;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people ask for, on its way through Kafka. */
class CommandsGoldenTest {
  @Test
  void commandsAreTheSameJson() {
    List<Command> commands = new ArrayList<>();
    for (Command.Kind kind : Command.Kind.values()) {
      commands.add(new Command(kind, "20261123-1", "alice", "slack", Duration.ofMinutes(30)));
    }
    commands.add(new Command(Command.Kind.ACKNOWLEDGE, "20261123-1", "alice", "link", null));
    CommandJson json = new CommandJson();
    Golden.assertSame(
        "commands.jsonl",
        commands.stream()
            .map(command -> new String(json.write(command), StandardCharsets.UTF_8))
            .toList());
    assertThat(
            Golden.lines("commands.jsonl").stream()
                .map(line -> json.read(line.getBytes(StandardCharsets.UTF_8))))
        .containsExactlyElementsOf(commands);
  }
}
