/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import io.watchfire.router.FreePorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code watchfire up} of one release after the other on the same directory and ports. */
final class OneProcess implements Installation {
  private final Path dir;
  private final Path rules;
  private final int kafkaPort = FreePorts.one();
  private final Api api = new Api(FreePorts.one());
  private final List<ChildJvm> lives = new ArrayList<>();

  OneProcess(Path dir, Path rules) {
    this.dir = dir;
    this.rules = rules;
  }

  /**
   * Starts a release and waits until all of it works.
   *
   * @param duty whom it tells of alerts; null for nobody
   */
  void start(Release release, @Nullable Duty duty) throws Exception {
    Files.createDirectories(dir);
    Path config =
        Files.writeString(dir.resolve("config.yml"), duty == null ? "" : duty.settings(api.port()));
    List<String> arguments =
        List.of(
            "up",
            "--config=" + config,
            "--data=" + dir.resolve("data"),
            "--kafka-port=" + kafkaPort,
            "--http-port=" + api.port(),
            "--rules=" + rules);
    Path log = dir.resolve(lives.size() + "-" + release.name() + ".log");
    lives.add(release.up(log, arguments));
    await("start of the " + release.name() + " release", api::ready, suspect()::output);
  }

  /** Stops it as an upgrade does. */
  void stop() throws InterruptedException {
    suspect().stop();
  }

  /** Kills it as a power cut does. */
  void kill() throws InterruptedException {
    suspect().kill();
  }

  @Override
  public String bootstrap() {
    return "127.0.0.1:" + kafkaPort;
  }

  @Override
  public Api streams() {
    return api;
  }

  @Override
  public Api router() {
    return api;
  }

  @Override
  public ChildJvm suspect() {
    return Objects.requireNonNull(lives.getLast());
  }

  @Override
  public void close() throws InterruptedException {
    for (ChildJvm life : lives) {
      life.close();
    }
    api.close();
  }
}
