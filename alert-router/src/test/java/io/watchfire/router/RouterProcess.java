/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.RouterConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A router in a JVM of its own, which ends like by a power cut. */
public final class RouterProcess implements AutoCloseable {
  private final Process process;

  private RouterProcess(Process process) {
    this.process = process;
  }

  /** All that it may have; it ends at once where that is not enough. */
  public static final int HEAP_MEGABYTES = 96;

  /**
   * Starts one, without waiting for anything.
   *
   * @param log where it and those before it log
   */
  public static RouterProcess start(
      Path log, String bootstrap, String alerts, String dead, String... urls) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx" + HEAP_MEGABYTES + "m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(RouterProcess.class.getName(), bootstrap, alerts, dead));
    command.addAll(List.of(urls));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new RouterProcess(builder.start());
  }

  /** The process itself: the addresses of Kafka, of two topics and of Alertmanagers. */
  public static void main(String[] args) throws InterruptedException {
    RouterConfig config =
        new RouterConfig(
            Arrays.stream(args).skip(3).map(AlertmanagerConfig::of).toList(),
            RouterConfig.DEFAULT_RESEND_INTERVAL,
            Map.of(),
            Map.of(),
            args[1],
            args[2],
            null);
    Map<String, Object> kafka = Map.of("bootstrap.servers", args[0]);
    try (AlertRouter router =
        new AlertRouter(config, kafka, new SimpleMeterRegistry(), Clock.systemUTC())) {
      router.start();
      new CountDownLatch(1).await();
    }
  }

  public long pid() {
    return process.pid();
  }

  /** SIGKILL; returns when the process is gone. */
  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException("process " + process.pid() + " survived SIGKILL");
    }
  }
}
