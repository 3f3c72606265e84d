/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.config.file;

import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.ClusterConfig;
import io.watchfire.router.config.Resolve;
import io.watchfire.router.config.Tenants;
import io.watchfire.router.connection.Auth;
import io.watchfire.router.connection.ConnectionReader;
import io.watchfire.router.connection.Tls;
import io.watchfire.router.relabel.RelabelRule;
import io.watchfire.router.relabel.RelabelRulesReader;
import io.watchfire.runtime.config.Section;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one entry of {@code router.alertmanagers}. */
final class ClusterConfigReader {
  /** Stands for a URL that is missing or wrong, so that the rest is checked all the same. */
  private static final URI NOWHERE = URI.create("http://localhost:9093");

  private ClusterConfigReader() {}

  /** Null if there is nowhere to send; what is wrong goes to the section's problems. */
  static @Nullable ClusterConfig read(Section cluster) {
    List<URI> urls = urls(cluster);
    Auth auth = ConnectionReader.auth(cluster.section("auth"));
    Tls tls = ConnectionReader.tls(cluster.section("tls"));
    Map<String, String> headers = cluster.stringMap("headers");
    Duration timeout = cluster.duration("timeout", AlertmanagerConfig.DEFAULT_TIMEOUT);
    List<RelabelRule> relabel = RelabelRulesReader.read(cluster, "alertRelabel");
    Resolve resolve = cluster.choice("resolve", Resolve.AUTO, Resolve::text);
    String name = cluster.string("name");
    Tenants tenants = tenants(cluster, cluster.section("tenants"));
    try {
      List<AlertmanagerConfig> members = new ArrayList<>();
      for (URI url : urls.isEmpty() ? List.of(NOWHERE) : urls) {
        members.add(new AlertmanagerConfig(url, auth, tls, headers, timeout));
      }
      String shown = name == null ? members.getFirst().url().toString() : name;
      return urls.isEmpty() ? null : new ClusterConfig(shown, members, resolve, relabel, tenants);
    } catch (IllegalArgumentException e) {
      cluster.problem("url", "router.alertmanagers: " + e.getMessage());
      return null;
    }
  }

  private static @Nullable Tenants tenants(Section cluster, Section tenants) {
    String header = tenants.string("header", Tenants.DEFAULT_HEADER);
    String fallback = tenants.string("default");
    String label = tenants.string("label");
    if (label == null && cluster.has("tenants")) {
      tenants.requiredString("label");
    }
    try {
      return label == null ? null : new Tenants(header, label, fallback);
    } catch (IllegalArgumentException e) {
      tenants.problem("header", "tenants: " + e.getMessage());
      return null;
    }
  }

  private static List<URI> urls(Section cluster) {
    List<URI> urls = new ArrayList<>();
    List<String> several = cluster.strings("urls");
    if (several.isEmpty()) {
      cluster.requiredString("url");
    }
    URI single = RouterConfigReader.uri(cluster, "url");
    if (single != null) {
      urls.add(single);
    }
    if (single != null && !several.isEmpty()) {
      cluster.problem("urls", "urls: beside url (expected: one of them)");
    }
    for (String text : several) {
      URI url = RouterConfigReader.uri(cluster, "urls", text);
      if (url != null) {
        urls.add(url);
      }
    }
    return urls;
  }
}
