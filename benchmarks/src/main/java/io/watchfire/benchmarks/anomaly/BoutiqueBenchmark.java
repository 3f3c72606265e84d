/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import io.watchfire.standalone.detect.Series;
import io.watchfire.streams.anomaly.DetectorType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Which injected faults of a recorded shop are noticed, by which signals, at default settings. */
@Command(
    name = "boutique",
    description = "A recorded shop under 56 injected faults: which are noticed, and by what.")
public final class BoutiqueBenchmark implements Callable<Integer> {
  private static final int SHOWN = 4;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  @Mixin private final DetectorOptions detectors = new DetectorOptions();

  /** Created by the command line's parser. */
  BoutiqueBenchmark() {}

  @Override
  public Integer call() throws IOException {
    Path data = detectors.data("online-boutique");
    Map<ShopSignal, Series> signals = ShopRecording.series(data);
    List<InjectedFault> faults = ShopRecording.faults(data);
    System.out.println(
        "| detector | noticed at the faulty service | noticed anywhere | false alerts |"
            + " per day and signal | three quiet minutes with an alert |");
    System.out.println("|---|---|---|---|---|---|");
    for (DetectorType type : detectors.types()) {
      ShopVerdict verdict = new ShopVerdict(type, signals, faults);
      System.out.println(summary(type, verdict, faults, signals.size()));
    }
    List<DetectorType> types = detectors.types();
    DetectorType shown = types.size() == 1 ? types.getFirst() : DetectorType.DEFAULT;
    System.out.println("\nBy `" + shown.text() + "`:\n");
    table(new ShopVerdict(shown, signals, faults), faults);
    return 0;
  }

  private static String summary(
      DetectorType type, ShopVerdict verdict, List<InjectedFault> faults, int signals) {
    long own = faults.stream().filter(verdict::noticedAtItsService).count();
    long any = faults.stream().filter(fault -> !verdict.noticing(fault).isEmpty()).count();
    int wrong = verdict.falseAlerts();
    return String.format(
        Locale.ROOT,
        "| %s | %d/%d | %d/%d | %d in %.1f h | %.2f | %.0f %% |",
        type.text(),
        own,
        faults.size(),
        any,
        faults.size(),
        wrong,
        verdict.quietHours(),
        wrong / verdict.quietHours() * 24 / signals,
        100 * verdict.chance());
  }

  private static void table(ShopVerdict verdict, List<InjectedFault> faults) {
    System.out.println("| fault (UTC) | service | kind | at its service by | elsewhere by |");
    System.out.println("|---|---|---|---|---|");
    for (InjectedFault fault : faults) {
      List<ShopSignal> all = verdict.noticing(fault);
      String own =
          all.stream()
              .filter(s -> s.service().equals(fault.service()))
              .map(ShopSignal::name)
              .distinct()
              .collect(Collectors.joining(", "));
      List<String> others =
          all.stream()
              .filter(s -> !s.service().equals(fault.service()))
              .map(ShopSignal::toString)
              .distinct()
              .toList();
      System.out.println(
          "| "
              + TIME.format(fault.time())
              + " | "
              + fault.service()
              + " | "
              + fault.type().replace('_', ' ')
              + " | "
              + (own.isEmpty() ? "-" : own)
              + " | "
              + shortened(others)
              + " |");
    }
  }

  private static String shortened(List<String> names) {
    String text = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
    int more = names.size() - SHOWN;
    return names.isEmpty() ? "-" : more > 0 ? text + " and " + more + " more" : text;
  }
}
