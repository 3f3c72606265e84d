/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy that can be shut, or slow: who is behind it lives on, and cannot be reached through
 * it, or not as fast.
 */
final class Gate implements AutoCloseable {
  private static final int CHUNK = 4096;

  private final URI target;
  private final Duration perChunk;
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean shut;

  Gate(String target) throws IOException {
    this(target, Duration.ZERO);
  }

  /** One that takes so long for every 4 KiB of a request. */
  Gate(String target, Duration perChunk) throws IOException {
    this.target = URI.create(target);
    this.perChunk = perChunk;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("gate").start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  /** Cuts every connection, and every one that comes. */
  void shut() {
    shut = true;
    sockets.forEach(Gate::cut);
    sockets.clear();
  }

  void open() {
    shut = false;
  }

  @Override
  public void close() {
    shut();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        sockets.add(client);
        if (shut) {
          cut(client);
        } else {
          connect(client);
        }
      } catch (IOException e) {
        shut = server.isClosed() || shut;
      }
    }
  }

  private void connect(Socket client) {
    try {
      Socket behind = new Socket(target.getHost(), target.getPort());
      sockets.add(behind);
      Thread.ofVirtual().start(() -> pass(client, behind, perChunk));
      Thread.ofVirtual().start(() -> pass(behind, client, Duration.ZERO));
    } catch (IOException e) {
      cut(client);
    }
  }

  private static void pass(Socket from, Socket to, Duration perChunk) {
    byte[] chunk = new byte[CHUNK];
    try {
      for (int read; (read = from.getInputStream().read(chunk)) >= 0; ) {
        to.getOutputStream().write(chunk, 0, read);
        Thread.sleep(perChunk);
      }
    } catch (IOException e) {
      cut(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      cut(from);
      cut(to);
    }
  }

  private static void cut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
