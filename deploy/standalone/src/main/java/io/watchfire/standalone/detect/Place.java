/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Where a path really leads, whether something is there or not yet.
 *
 * @param given as the user writes it
 * @param real without symbolic links
 */
public record Place(Path given, Path real) {
  /** Follows a path as far as it exists. */
  public static Place of(Path given) throws IOException {
    return new Place(given, real(given.toAbsolutePath()).normalize());
  }

  /** Whether writing to one changes the other. */
  public boolean same(Place other) throws IOException {
    if (real.equals(other.real)) {
      return true;
    }
    // Hard links, and names in another case where that means nothing, have different paths.
    boolean there = Files.exists(given) && Files.exists(other.given);
    return there && Files.isSameFile(given, other.given);
  }

  /** Whether it is a directory or what is below it. */
  public boolean within(Place directory) {
    return real.startsWith(directory.real);
  }

  /** Whether a file there can be replaced: a device or a pipe is not ours to remove. */
  public boolean replaceable() {
    // Asks the given path: what /dev/stdout leads to may have no other one.
    return Files.isRegularFile(given) || Files.notExists(given);
  }

  private static Path real(Path path) throws IOException {
    try {
      return path.toRealPath();
    } catch (NoSuchFileException e) {
      if (Files.isSymbolicLink(path)) {
        return real(path.resolveSibling(Files.readSymbolicLink(path)));
      }
      Path parent = path.getParent();
      return parent == null ? path : real(parent).resolve(path.getFileName());
    }
  }
}
