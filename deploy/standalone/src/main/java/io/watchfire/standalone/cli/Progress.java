/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;

/** Tells how many files are done, every tenth of them, and what was odd about each. */
final class Progress implements Consumer<List<String>> {
  private final int files;
  private final PrintWriter err;
  private int done;

  Progress(int files, PrintWriter err) {
    this.files = files;
    this.err = err;
  }

  @Override
  public void accept(List<String> notes) {
    done++;
    notes.forEach(err::println);
    if (10 * done / files != 10 * (done - 1) / files && done < files) {
      err.println(done + " of " + files + " files done");
    }
    err.flush();
  }
}
