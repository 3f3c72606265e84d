/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.alertmanager;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a name. */
public interface NameLookup {
  /** At least one; an IP address in place of the name is its own. */
  List<InetAddress> lookup(String name) throws UnknownHostException;

  /** As the JVM does. */
  static NameLookup system() {
    return name -> List.of(InetAddress.getAllByName(name));
  }
}
