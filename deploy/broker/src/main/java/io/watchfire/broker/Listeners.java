/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.broker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where the broker listens. There is always a plain listener on the loopback address, for the
 * applications of this process and the producers of this host. Overrides add listeners; one that
 * other hosts can reach must encrypt and authenticate.
 */
final class Listeners {
  private static final String LOCAL = "PLAINTEXT";
  private static final String CONTROLLER = "CONTROLLER";
  private static final String LISTENERS = "listeners";
  private static final String ADVERTISED = "advertised.listeners";
  private static final String PROTOCOLS = "listener.security.protocol.map";

  private final List<Listener> clients;
  private final List<Listener> advertised;
  private final Listener controller;
  private final Map<String, String> protocols;

  private Listeners(
      List<Listener> clients,
      List<Listener> advertised,
      Listener controller,
      Map<String, String> protocols) {
    this.clients = clients;
    this.advertised = advertised;
    this.controller = controller;
    this.protocols = protocols;
  }

  /**
   * @throws BrokerException if another host could reach a listener that does not both encrypt and
   *     authenticate
   */
  static Listeners of(int port, int controllerPort, Map<String, String> overrides) {
    Map<String, Listener> clients = new LinkedHashMap<>();
    clients.put(LOCAL, new Listener(LOCAL, "127.0.0.1", port));
    parseAll(overrides.getOrDefault(LISTENERS, "")).forEach(l -> clients.put(l.name(), l));
    clients.remove(CONTROLLER);
    Map<String, Listener> advertised = new LinkedHashMap<>(clients);
    parseAll(overrides.getOrDefault(ADVERTISED, "")).forEach(l -> advertised.put(l.name(), l));
    Map<String, String> protocols = new LinkedHashMap<>();
    clients.keySet().forEach(name -> protocols.put(name, name));
    protocols.putAll(parseProtocols(overrides.getOrDefault(PROTOCOLS, "")));
    protocols.put(CONTROLLER, LOCAL);
    clients.values().forEach(l -> requireSecure(l, protocols, overrides));
    return new Listeners(
        List.copyOf(clients.values()),
        List.copyOf(advertised.values()),
        new Listener(CONTROLLER, "127.0.0.1", controllerPort),
        protocols);
  }

  /** Where the applications of this process connect. */
  Listener local() {
    return clients.getFirst();
  }

  void requireFree() {
    clients.forEach(Listener::requireFree);
  }

  void putInto(Map<String, Object> settings) {
    List<Listener> all = new ArrayList<>(clients);
    all.add(controller);
    settings.put(LISTENERS, join(all));
    settings.put(ADVERTISED, join(advertised));
    settings.put(
        PROTOCOLS,
        protocols.entrySet().stream()
            .map(e -> e.getKey() + ":" + e.getValue())
            .collect(Collectors.joining(",")));
    settings.put("inter.broker.listener.name", local().name());
    settings.put("controller.listener.names", CONTROLLER);
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller.port());
  }

  private static void requireSecure(
      Listener listener, Map<String, String> protocols, Map<String, String> overrides) {
    if (listener.isLoopback()) {
      return;
    }
    String protocol = protocols.getOrDefault(listener.name(), listener.name());
    boolean mutualTls =
        protocol.equals("SSL") && "required".equals(clientAuthentication(listener, overrides));
    if (!protocol.equals("SASL_SSL") && !mutualTls) {
      throw new BrokerException(
          "listeners: "
              + listener
              + " can be reached from other hosts with "
              + protocol
              + " (expected: SASL_SSL, or SSL with ssl.client.auth=required, or a loopback"
              + " address)");
    }
  }

  private static String clientAuthentication(Listener listener, Map<String, String> overrides) {
    String ofListener =
        "listener.name." + listener.name().toLowerCase(Locale.ROOT) + ".ssl.client.auth";
    return overrides.getOrDefault(ofListener, overrides.getOrDefault("ssl.client.auth", "none"));
  }

  private static List<Listener> parseAll(String text) {
    return split(text).stream().map(Listener::parse).toList();
  }

  private static Map<String, String> parseProtocols(String text) {
    Map<String, String> protocols = new LinkedHashMap<>();
    for (String entry : split(text)) {
      int colon = entry.indexOf(':');
      if (colon <= 0) {
        throw new BrokerException(PROTOCOLS + ": \"" + entry + "\" (expected: NAME:PROTOCOL)");
      }
      protocols.put(
          entry.substring(0, colon).trim().toUpperCase(Locale.ROOT),
          entry.substring(colon + 1).trim().toUpperCase(Locale.ROOT));
    }
    return protocols;
  }

  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.isBlank()) {
        parts.add(part.trim());
      }
    }
    return parts;
  }

  private static String join(List<Listener> listeners) {
    return listeners.stream().map(Listener::toString).collect(Collectors.joining(","));
  }
}
