/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What one release has written the other one takes over: the release that {@code
 * deploy/upgrade/from} names and this build, in both directions. Whatever happens to the processes,
 * every reading, alert, incident and call is that of the old release when nobody disturbs it.
 *
 * <p>So every change has to hold the rule of {@code docs/architecture.md}, "Upgrades": readers are
 * a release ahead of writers. A release that changes a form first learns to read the new one and
 * goes on writing the old one; the next release writes the new one. A change that writes a form at
 * once fails {@link #whatTheNewReleaseWroteIsTakenBackByTheOld} and {@link
 * #aRunningPairIsUpgradedOneByOne}, where both releases read what the other has just written.
 */
@Tag("faults")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpgradeIT {
  private static final long SEED = Long.getLong("watchfire.faults.seed", 1L);
  private static final Duration PACE = Duration.ofMillis(300);

  /** Of the steps after the change a third each: before, between and after two replacements. */
  private static final int THIRD = (Market.STEPS - Market.CHANGE) / 3;

  private Path dir;
  private Path rules;
  private Release before;
  private final Release built = Release.built();
  private final Market market =
      new Market(SEED, Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(5)));
  private History undisturbed;

  @BeforeAll
  void theOldReleaseIsNotDisturbed(@TempDir Path temporary) throws Exception {
    dir = temporary;
    before = Release.before();
    rules = Path.of(UpgradeIT.class.getResource("/upgrade/rules.yml").toURI());
    try (OneProcess in = new OneProcess(dir.resolve("undisturbed"), rules)) {
      in.start(before, null);
      MarketCourse course = new MarketCourse(market, in);
      course.learn();
      course.burn();
      course.tell(Market.CHANGE, Market.STEPS, Duration.ZERO);
      course.settle();
      undisturbed = course.history();
    }
    assertThat(undisturbed.differences(undisturbed)).as("judged once").isEmpty();
    assertThat(undisturbed.lives().values())
        .as("something did happen")
        .anySatisfy(life -> assertThat(life).hasSizeGreaterThan(1));
  }

  @Test
  void whatAStoppedReleaseWroteIsTakenOverByTheNew() throws Exception {
    takeOver("stopped", before, OneProcess::stop, built);
  }

  @Test
  void whatAKilledReleaseWroteIsTakenOverByTheNew() throws Exception {
    takeOver("killed", before, OneProcess::kill, built);
  }

  @Test
  void whatTheNewReleaseWroteIsTakenBackByTheOld() throws Exception {
    takeOver("taken-back", built, OneProcess::stop, before);
  }

  @Test
  void aRunningPairIsUpgradedOneByOne() throws Exception {
    try (Pair in = new Pair(dir.resolve("pair"), rules);
        Duty duty = Duty.begin(dir.resolve("duty-pair"), in.routerPorts())) {
      in.start(before, duty);
      MarketCourse course = new MarketCourse(market, in);
      course.learn();
      List<String> exhausted = course.exhausted();
      course.burn();
      duty.acknowledgeOne(in);
      for (int which = 0; which < 2; which++) {
        int from = Market.CHANGE + which * THIRD;
        CompletableFuture<Void> told =
            CompletableFuture.runAsync(() -> course.tell(from, from + THIRD, PACE));
        in.replace(which, built, duty);
        told.get(Waiting.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      course.tell(Market.CHANGE + 2 * THIRD, Market.STEPS, Duration.ZERO);
      course.awaitLook(exhausted);
      course.settle();
      assertAsIfUndisturbed(course);
      duty.assertOnce(in);
    }
  }

  /** How a process ends. */
  private interface End {
    void of(OneProcess process) throws Exception;
  }

  private void takeOver(String name, Release from, End end, Release to) throws Exception {
    try (OneProcess in = new OneProcess(dir.resolve(name), rules);
        Duty duty = Duty.begin(dir.resolve("duty-" + name), List.of(in.router().port()))) {
      in.start(from, duty);
      MarketCourse course = new MarketCourse(market, in);
      course.learn();
      List<String> exhausted = course.exhausted();
      course.burn();
      duty.acknowledgeOne(in);
      Stand stand = Stand.of(in.streams());
      Map<String, String> incidents = Duty.incidents(in.router());
      end.of(in);
      in.start(to, duty);
      Awaitility.await("everything as it stood")
          .atMost(Waiting.PATIENCE)
          .untilAsserted(
              () -> {
                Stand.of(in.streams()).assertAs(stand);
                assertThat(Duty.incidents(in.router())).isEqualTo(incidents);
              });
      course.tell(Market.CHANGE, Market.STEPS, Duration.ZERO);
      course.awaitLook(exhausted);
      course.settle();
      assertAsIfUndisturbed(course);
      duty.assertOnce(in);
    }
  }

  private void assertAsIfUndisturbed(MarketCourse course) throws Exception {
    History history = course.history();
    assertThat(history.differences(undisturbed)).as("seed %d", SEED).isEmpty();
    assertThat(history.lives()).as("seed %d", SEED).isEqualTo(undisturbed.lives());
    assertThat(history.outlooks().values())
        .as("seed %d: budgets are exhausted once", SEED)
        .isNotEmpty()
        .containsOnly(List.of("1 firing condition"));
  }
}
