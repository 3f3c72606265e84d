/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM that writes to a file and can be killed like a power cut. */
final class ChildJvm implements AutoCloseable {
  private static final long STOPPING_SECONDS = 60;

  private final Process process;
  private final Path log;

  private ChildJvm(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts one on the test's class path, with the options of the launcher. */
  static ChildJvm start(Class<?> main, Path log, List<String> arguments) throws IOException {
    return start(System.getProperty("java.class.path"), main.getName(), log, arguments);
  }

  /** Starts one on that class path, which knows nothing of this one's. */
  static ChildJvm start(String classPath, String main, Path log, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms64m", "-Xmx1g", "-XX:+UseSerialGC"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dlog4j2.configurationFile=" + ChildJvm.class.getResource("/log4j2-child.xml"));
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    return new ChildJvm(builder.redirectOutput(log.toFile()).start(), log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL; returns when the process is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("process " + process.pid() + " survived SIGKILL");
    }
  }

  /** SIGTERM, as an upgrade sends it; returns when the process is gone. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOPPING_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("process " + process.pid() + " does not stop");
    }
  }

  /** Everything it wrote. */
  String output() throws IOException {
    return Files.readString(log);
  }

  /** What it and those before it wrote, which log to the same directory. */
  String outputs() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> logs = Files.list(log.toAbsolutePath().getParent())) {
      for (Path one : logs.filter(path -> path.toString().endsWith(".log")).sorted().toList()) {
        all.append("== ").append(one.getFileName()).append('\n').append(Files.readString(one));
      }
    }
    return all.toString();
  }

  /** Makes the JVM write its threads to its log. */
  void dumpThreads() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
        .start()
        .waitFor(5, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
