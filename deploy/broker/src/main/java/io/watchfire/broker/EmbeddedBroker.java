/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One Kafka node (broker and controller) in this JVM, on a directory that survives restarts.
 *
 * <p>What it promises: a killed process loses nothing that was acknowledged. What it does not: one
 * replica does not survive a lost disk, and a power cut may take the last second. A fatal fault of
 * the broker (a full disk, for one) halts the JVM, so the process wants a supervisor.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private final BrokerNode server;
  private final OldRegistration registration;
  private final DataDirectory directory;
  private final Listener local;

  private EmbeddedBroker(
      BrokerNode server, OldRegistration registration, DataDirectory directory, Listener local) {
    this.server = server;
    this.registration = registration;
    this.directory = directory;
    this.local = local;
  }

  /**
   * Starts the broker and returns when it serves requests.
   *
   * @param dir where it keeps its data; created where missing
   * @param port the loopback port for Kafka clients, or 0 for a free one
   * @param overrides broker settings by Kafka's names. {@code listeners} adds to the loopback one;
   *     a listener that other hosts reach needs TLS and authentication
   * @throws BrokerException if the port is taken, the directory is in use or cannot be written, or
   *     a setting is refused
   */
  public static EmbeddedBroker start(Path dir, int port, Map<String, String> overrides) {
    if (port < 0 || port > 65_535) {
      throw new BrokerException("Kafka port " + port + " (expected: 0 to 65535)");
    }
    Path absolute = dir.toAbsolutePath().normalize();
    int[] free = freePorts();
    Listeners listeners = Listeners.of(port == 0 ? free[0] : port, free[1], overrides);
    listeners.requireFree();
    DataDirectory directory = DataDirectory.take(absolute);
    try {
      format(absolute);
      OldRegistration registration = OldRegistration.begin(absolute);
      BrokerNode server =
          BrokerNode.start(BrokerSettings.of(absolute, listeners, overrides), registration);
      return new EmbeddedBroker(server, registration, directory, listeners.local());
    } catch (Exception e) {
      directory.close();
      throw new BrokerException(
          "the embedded Kafka broker on " + absolute + " cannot start: " + rootMessage(e), e);
    }
  }

  /** Where clients of this host connect, {@code host:port}. */
  public String bootstrap() {
    return local.host() + ":" + local.port();
  }

  /** The port of {@link #bootstrap()}. */
  public int port() {
    return local.port();
  }

  /** Stops the broker. Close streams applications and clients first: they wait for a broker. */
  @Override
  public void close() {
    try (directory) {
      server.close();
      registration.ended();
    }
  }

  private static void format(Path dir) throws Exception {
    // Kafka writes this file last, so a format that was cut short is simply done again.
    if (Files.exists(dir.resolve("meta.properties"))) {
      return;
    }
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(dir.toString())
        .addDirectory(dir.toString())
        .setHasDynamicQuorum(false)
        .setIgnoreFormatted(true)
        .run();
  }

  /** Two different ones: both sockets are open before either is closed. */
  private static int[] freePorts() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket client = new ServerSocket(0, 1, loopback);
        ServerSocket controller = new ServerSocket(0, 1, loopback)) {
      return new int[] {client.getLocalPort(), controller.getLocalPort()};
    } catch (IOException e) {
      throw new BrokerException("no free port on the loopback address: " + e.getMessage(), e);
    }
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
