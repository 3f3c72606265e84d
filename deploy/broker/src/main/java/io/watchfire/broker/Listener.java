/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * One address that the broker listens on, as Kafka writes it: {@code NAME://host:port}.
 *
 * @param name the listener's name, upper case
 * @param host a host name, an address, or empty for every address
 * @param port 1 to 65535
 */
record Listener(String name, String host, int port) {

  /** Reads {@code NAME://host:port}; an IPv6 address stands in brackets. */
  static Listener parse(String text) {
    int scheme = text.indexOf("://");
    int colon = text.lastIndexOf(':');
    if (scheme <= 0 || colon < scheme + 3) {
      throw malformed(text);
    }
    String host = text.substring(scheme + 3, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    try {
      int port = Integer.parseInt(text.substring(colon + 1));
      return new Listener(text.substring(0, scheme).toUpperCase(Locale.ROOT), host, port);
    } catch (NumberFormatException e) {
      throw malformed(text);
    }
  }

  private static BrokerException malformed(String text) {
    return new BrokerException("listeners: \"" + text + "\" (expected: NAME://host:port)");
  }

  /** Whether only processes of this host can connect. */
  boolean isLoopback() {
    try {
      return !host.isEmpty() && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Fails with one sentence where the port is taken, before Kafka fails with a page of them. */
  void requireFree() {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new BrokerException(
          "Kafka port "
              + port
              + " on "
              + (host.isEmpty() ? "every address" : host)
              + " cannot be opened: "
              + e.getMessage()
              + " (expected: a free port of this host)",
          e);
    }
  }

  @Override
  public String toString() {
    return name + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
