/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchfire completion}. */
@Command(
    name = "completion",
    description = {
      "Prints the shell's completion: source <(./watchfire completion bash)",
      "zsh takes the same script, by its own emulation of bash's completion."
    })
final class Completion implements Callable<Integer> {
  /** The shells. */
  enum Shell {
    BASH,
    ZSH
  }

  @Parameters(index = "0", paramLabel = "bash|zsh", description = "The shell.")
  private Shell shell = Shell.BASH;

  @Spec private @Nullable CommandSpec spec;

  /** Created by the command line's parser. */
  Completion() {}

  @Override
  public Integer call() {
    var line = Ports.spec(spec).commandLine();
    if (shell == Shell.ZSH) {
      line.getOut().println("autoload -U +X compinit && compinit");
      line.getOut().println("autoload -U +X bashcompinit && bashcompinit");
    }
    line.getOut().println(AutoComplete.bash("watchfire", line.getParent()));
    line.getOut().flush();
    return 0;
  }
}
