/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import picocli.CommandLine;

/** The version in the manifest. */
final class Version implements CommandLine.IVersionProvider {
  /** Created by the command line's parser. */
  Version() {}

  static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return "Watchfire " + (version == null ? "(development)" : version);
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      text(), "Java " + Runtime.version() + " (" + System.getProperty("java.vendor") + ")"
    };
  }
}
