/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.broker.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What everything else stands on: exactly once over two stages, whatever is killed and whenever.
 * {@code -Dwatchfire.faults.rounds}, {@code .seed} and {@code .session} (the group's session
 * timeout in ms) ask for more of it.
 */
@Tag("faults")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class TwoStageCrashIT {
  private static final int ROUNDS = Integer.getInteger("watchfire.faults.rounds", 5);
  private static final long SEED = Long.getLong("watchfire.faults.seed", 1L);
  private static final String SESSION = System.getProperty("watchfire.faults.session", "3000");
  private static final Duration SLACK = Duration.ofSeconds(10);
  private static final Duration COMES_BACK = Duration.ofSeconds(90);

  @TempDir private Path dir;
  private final List<ChildJvm> children = new ArrayList<>();

  @Test
  void losesAndDoublesNothingWhenTheWholeProcessIsKilled() throws Exception {
    Random random = new Random(SEED);
    int port = freePort();
    String bootstrap = "127.0.0.1:" + port;
    List<String> times = new ArrayList<>();
    long started = System.currentTimeMillis();
    ChildJvm child = startAll(port, 0);
    try (Load load = Load.start(bootstrap, SEED);
        CommittedOutput output = CommittedOutput.read(bootstrap)) {
      for (int round = 1; round <= ROUNDS; round++) {
        boolean early = round % 3 == 0;
        if (early) {
          // Killed on its way up: before, in or after restoring.
          pause(500 + random.nextInt(9_000));
        } else {
          times.add(firstOutput(output, started, child, bootstrap));
          pause(random.nextInt(4_000));
        }
        child.kill();
        started = System.currentTimeMillis();
        child = startAll(port, round);
      }
      times.add(firstOutput(output, started, child, bootstrap));
      Map<String, Long> oracle = load.stop();
      await("all of the output", child, bootstrap, () -> output.counts().equals(oracle));
      System.out.println("seed " + SEED + ", start to first new output: " + times);
      assertThat(output.faults()).as("seed %d", SEED).isEmpty();
      assertThat(output.counts()).as("seed %d", SEED).isEqualTo(oracle);
    } finally {
      closeChildren();
    }
  }

  @ParameterizedTest(name = "transaction timeout {0} ms")
  @ValueSource(ints = {10_000, 4_000})
  void movesTheWorkOfAKilledInstanceToTheOther(int transactionTimeout) throws Exception {
    Map<String, String> settings = Map.of("group.streams.session.timeout.ms", SESSION);
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("broker"), 0, settings)) {
      List<String> extra = List.of("transaction.timeout.ms=" + transactionTimeout);
      ChildJvm dies = startApp(broker.port(), "a", extra);
      ChildJvm lives = startApp(broker.port(), "b", extra);
      try (Load load = Load.start(broker.bootstrap(), SEED);
          CommittedOutput output = CommittedOutput.read(broker.bootstrap())) {
        await("a share for each", lives, broker.bootstrap(), () -> works(dies) && works(lives));
        long shared = System.currentTimeMillis();
        await(
            "output of both",
            lives,
            broker.bootstrap(),
            () -> output.everyPartitionServedSince(shared));
        pause(new Random(SEED).nextInt(2_000));
        dies.kill();
        long killed = System.currentTimeMillis();
        await(
            "output of the survivor",
            lives,
            broker.bootstrap(),
            () -> output.everyPartitionServedSince(killed));
        long took = System.currentTimeMillis() - killed;
        System.out.printf(
            "session %s ms, transaction timeout %d ms: work moved in %d ms%n",
            SESSION, transactionTimeout, took);
        assertThat(took)
            .isLessThan(Long.parseLong(SESSION) + transactionTimeout + SLACK.toMillis());
        Map<String, Long> oracle = load.stop();
        await("all of the output", lives, broker.bootstrap(), () -> output.counts().equals(oracle));
        assertThat(output.faults()).as("seed %d", SEED).isEmpty();
        assertThat(output.counts()).as("seed %d", SEED).isEqualTo(oracle);
      } finally {
        closeChildren();
      }
    }
  }

  private static boolean works(ChildJvm child) throws IOException {
    return child.status().matches(".*first=RUNNING/[1-9].*second=RUNNING/[1-9].*");
  }

  private static String firstOutput(
      CommittedOutput output, long since, ChildJvm child, String bootstrap) throws Exception {
    await("output after a start", child, bootstrap, () -> output.hasMadeSince(since));
    long took = System.currentTimeMillis() - since;
    System.out.println("first new output after " + took + " ms");
    return took + " ms";
  }

  /** Waits, and on the deadline keeps what could explain why it did not come. */
  private static void await(
      String what, ChildJvm child, String bootstrap, Callable<Boolean> condition) throws Exception {
    try {
      Awaitility.await(what)
          .atMost(COMES_BACK)
          .pollInterval(Duration.ofMillis(20))
          .until(condition);
    } catch (ConditionTimeoutException e) {
      child.dumpThreads();
      String kafka = ClusterEvidence.of(bootstrap);
      Path evidence =
          Path.of("target", "faults", "evidence-" + System.currentTimeMillis() + ".txt");
      Files.createDirectories(evidence.getParent());
      pause(1_000); // the JVM writes its threads at its own pace
      Files.writeString(evidence, kafka + "\n" + child.output());
      throw new AssertionError(
          "seed "
              + SEED
              + ", no "
              + what
              + "; child alive: "
              + child.isAlive()
              + ", "
              + child.status()
              + "; evidence in "
              + evidence,
          e);
    }
  }

  private ChildJvm startAll(int port, int round) throws IOException {
    return start(
        "all-" + round,
        List.of("all", "" + port, dir.toString()),
        List.of("broker.group.streams.session.timeout.ms=" + SESSION));
  }

  private ChildJvm startApp(int port, String name, List<String> extra) throws IOException {
    return start(name, List.of("app", "" + port, dir.resolve(name).toString()), extra);
  }

  private ChildJvm start(String name, List<String> arguments, List<String> extra)
      throws IOException {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(extra);
    ChildJvm child = ChildJvm.start(TwoStageChild.class, dir.resolve(name + ".log"), all);
    children.add(child);
    return child;
  }

  private void closeChildren() throws InterruptedException {
    for (ChildJvm child : children) {
      child.close();
    }
  }

  /** The moment of a kill is a matter of time and nothing else; there is no event to wait for. */
  private static void pause(long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    Awaitility.await()
        .atMost(Duration.ofMillis(millis + 5_000))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> System.nanoTime() >= end);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
