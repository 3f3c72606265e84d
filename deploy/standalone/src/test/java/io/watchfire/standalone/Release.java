/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import io.watchfire.router.RealProgram;
import io.watchfire.standalone.cli.Watchfire;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * A release of Watchfire as child processes run it. The names of the mains are here and in {@code
 * deploy/upgrade/from}, and nowhere else in the tests of upgrades: they may change between
 * releases.
 *
 * @param name for people
 * @param classPath of its processes
 * @param standalone the main of the command line
 * @param streams the main of the streams app
 * @param router the main of the router
 */
record Release(String name, String classPath, String standalone, String streams, String router) {

  /** What this build has made. */
  static Release built() {
    return new Release(
        "new",
        System.getProperty("java.class.path"),
        Watchfire.class.getName(),
        io.watchfire.streams.app.Main.class.getName(),
        io.watchfire.router.Main.class.getName());
  }

  /**
   * The one that {@code deploy/upgrade/from} names, which is built where that was not done before.
   * Where it cannot be had the test is skipped with the reason, in CI it fails.
   */
  static Release before() throws IOException {
    RealProgram jars = RealProgram.by("deploy/upgrade/get");
    Path lib = Path.of(jars.require());
    Properties names = new Properties();
    try (Reader reader = Files.newBufferedReader(RealProgram.script("deploy/upgrade/from"))) {
      names.load(reader);
    }
    return new Release(
        "old",
        lib.resolve("*").toString(),
        names.getProperty("standalone"),
        names.getProperty("streams"),
        names.getProperty("router"));
  }

  ChildJvm up(Path log, List<String> arguments) throws IOException {
    return ChildJvm.start(classPath, standalone, log, arguments);
  }

  ChildJvm streams(Path log, Path config) throws IOException {
    return ChildJvm.start(classPath, streams, log, List.of(config.toString()));
  }

  ChildJvm router(Path log, Path config) throws IOException {
    return ChildJvm.start(classPath, router, log, List.of(config.toString()));
  }
}
