/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

import java.util.List;

/**
 * What a file is like, told before it is scored.
 *
 * @param rows how many have a value
 * @param stepMillis the usual time from row to row, if they are in order
 * @param inOrder whether no row is earlier than the one before it
 * @param notes what is odd, in sentences for the user
 */
record Survey(long rows, long stepMillis, boolean inOrder, List<String> notes) {
  /** Copies the list. */
  Survey {
    notes = List.copyOf(notes);
  }
}
