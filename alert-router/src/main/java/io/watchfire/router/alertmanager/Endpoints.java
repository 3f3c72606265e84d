/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.alertmanager;

import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.ClusterConfig;
import io.watchfire.router.config.Resolve;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which endpoints the members of a configuration are at present. To be used by one thread. */
public final class Endpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);

  private final ClusterConfig config;
  private final NameLookup names;
  private final Map<AlertmanagerConfig, List<Endpoint>> known = new LinkedHashMap<>();

  public Endpoints(ClusterConfig config, NameLookup names) {
    this.config = config;
    this.names = names;
  }

  /** Looks the names up. A lookup that fails changes nothing. */
  public List<Endpoint> now() {
    List<Endpoint> all = new ArrayList<>();
    for (AlertmanagerConfig member : config.members()) {
      List<Endpoint> found = find(member);
      known.put(member, found);
      all.addAll(found);
    }
    return all;
  }

  private List<Endpoint> find(AlertmanagerConfig member) {
    List<Endpoint> byName = List.of(new Endpoint(member, null));
    if (config.resolve() == Resolve.OFF) {
      return byName;
    }
    try {
      List<InetAddress> addresses = oneFamily(names.lookup(member.url().getHost()));
      return addresses.size() == 1 && config.resolve() == Resolve.AUTO
          ? byName
          : addresses.stream().map(address -> new Endpoint(member, address)).toList();
    } catch (UnknownHostException e) {
      LOG.debug("{}: {}", member.url(), e.getMessage());
      return known.getOrDefault(member, byName);
    }
  }

  /** Of a host with both, its IPv4 and IPv6 addresses are the same member. */
  private static List<InetAddress> oneFamily(List<InetAddress> addresses) {
    List<InetAddress> four = addresses.stream().filter(Inet4Address.class::isInstance).toList();
    return (four.isEmpty() ? addresses : four).stream().distinct().toList();
  }
}
