/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.broker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The broker's directory, held for this process alone until closed. */
final class DataDirectory implements AutoCloseable {
  private final FileChannel channel;

  private DataDirectory(FileChannel channel) {
    this.channel = channel;
  }

  /** Creates the directory where it is missing and takes its lock. */
  @SuppressWarnings("resource") // the lock lives as long as its channel
  static DataDirectory take(Path dir) {
    if (dir.toString().indexOf(',') >= 0) {
      // Kafka would read it as two directories.
      throw new BrokerException("data directory " + dir + " (expected: no comma in its path)");
    }
    if (Files.exists(dir) && !Files.isDirectory(dir)) {
      throw new BrokerException("data directory " + dir + " is a file (expected: a directory)");
    }
    FileChannel channel = open(dir);
    try {
      if (channel.tryLock() != null) {
        return new DataDirectory(channel);
      }
      channel.close();
    } catch (OverlappingFileLockException | IOException e) {
      throw inUse(dir, e);
    }
    throw inUse(dir, null);
  }

  private static FileChannel open(Path dir) {
    try {
      Files.createDirectories(dir);
      return FileChannel.open(
          dir.resolve(".watchfire.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      String reason =
          e instanceof FileSystemException f && f.getReason() == null
              ? e.getClass().getSimpleName()
              : String.valueOf(e.getMessage());
      throw new BrokerException(
          "data directory " + dir + " cannot be written: " + reason + " (expected: a writable one)",
          e);
    }
  }

  private static BrokerException inUse(Path dir, @Nullable Throwable e) {
    String message =
        "data directory "
            + dir
            + " is in use by another Watchfire process (expected: a directory of its own)";
    return e == null ? new BrokerException(message) : new BrokerException(message, e);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new BrokerException("the lock of the data directory cannot be released", e);
    }
  }
}
