/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import io.watchfire.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real broker for all tests of a class. */
public final class TestBroker implements BeforeAllCallback, AfterAllCallback {
  private Path dir;
  private EmbeddedBroker broker;

  /** The broker, while tests run. */
  public EmbeddedBroker get() {
    return broker;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    dir = Files.createTempDirectory("watchfire-broker");
    broker = EmbeddedBroker.start(dir.resolve("kafka"), 0, Map.of());
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    broker.close();
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
