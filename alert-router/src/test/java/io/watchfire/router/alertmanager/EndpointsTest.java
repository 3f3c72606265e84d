/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.ClusterConfig;
import io.watchfire.router.config.Resolve;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndpointsTest {
  private static final String URL = "http://am.test:9093";

  private final List<InetAddress> addresses = new ArrayList<>();

  @Test
  void aNameOfOneAddressStaysAName() throws UnknownHostException {
    found("10.0.0.1");

    assertThat(names(endpoints(Resolve.AUTO))).containsExactly(URL);
    assertThat(names(endpoints(Resolve.ALL))).containsExactly(URL + " at 10.0.0.1");
  }

  @Test
  void everyAddressOfANameIsATarget() throws UnknownHostException {
    found("10.0.0.1", "10.0.0.2");

    assertThat(names(endpoints(Resolve.AUTO)))
        .containsExactly(URL + " at 10.0.0.1", URL + " at 10.0.0.2");
    assertThat(names(endpoints(Resolve.OFF))).containsExactly(URL);
  }

  @Test
  void aSecondAddressOfTheOtherFamilyIsNoSecondMember() throws UnknownHostException {
    found("::1", "127.0.0.1");

    assertThat(names(endpoints(Resolve.AUTO))).containsExactly(URL);
  }

  @Test
  void aLookupThatFailsChangesNothing() throws UnknownHostException {
    found("10.0.0.1", "10.0.0.2");
    Endpoints endpoints = endpoints(Resolve.AUTO);
    List<String> before = names(endpoints);
    addresses.clear();

    assertThat(names(endpoints)).isEqualTo(before);
  }

  @Test
  void everyAddressHasACursorOfItsOwn() throws UnknownHostException {
    found("10.0.0.1", "10.0.0.2");
    String plain = AlertmanagerConfig.of(URL).memberId();

    assertThat(endpoints(Resolve.AUTO).now())
        .extracting(Endpoint::memberId)
        .containsExactly(plain + ".10.0.0.1", plain + ".10.0.0.2");
  }

  private Endpoints endpoints(Resolve resolve) {
    ClusterConfig config =
        new ClusterConfig("c", List.of(AlertmanagerConfig.of(URL)), resolve, List.of(), null);
    return new Endpoints(
        config,
        name -> {
          if (addresses.isEmpty()) {
            throw new UnknownHostException(name);
          }
          return List.copyOf(addresses);
        });
  }

  private void found(String... texts) throws UnknownHostException {
    for (String text : texts) {
      addresses.add(InetAddress.getByName(text));
    }
  }

  private static List<String> names(Endpoints endpoints) {
    return endpoints.now().stream().map(Endpoint::name).toList();
  }
}
