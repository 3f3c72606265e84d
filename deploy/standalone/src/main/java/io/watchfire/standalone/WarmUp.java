/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import java.net.http.HttpClient;
import org.rocksdb.RocksDB;

/** Loads what comes later on another core while the broker starts. */
final class WarmUp {
  private WarmUp() {}

  static void begin() {
    // Unpacks and links a library of many megabytes.
    inBackground(RocksDB::loadLibrary);
    inBackground(() -> HttpClient.newHttpClient().close());
  }

  private static void inBackground(Runnable work) {
    Thread.ofPlatform().daemon().name("warm-up").start(work);
  }
}
