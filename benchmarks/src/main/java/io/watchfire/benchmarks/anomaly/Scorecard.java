/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import io.watchfire.streams.anomaly.AlertPolicySettings;
import io.watchfire.streams.anomaly.detector.Detector;
import io.watchfire.streams.anomaly.detector.DetectorSettings;
import io.watchfire.streams.anomaly.ensemble.TailEnsemble;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Prints how good a detector is on everything we have. */
final class Scorecard {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final int DAY = 1440;
  private static final List<Long> SEEDS = List.of(21L, 22L, 23L);

  private final SeriesScorer scorer;
  private final SeriesScorer berlin;

  private Scorecard(SeriesScorer scorer, SeriesScorer berlin) {
    this.scorer = scorer;
    this.berlin = berlin;
  }

  /**
   * Arguments: the directory that holds {@code nab} and {@code cloud-monitoring}; false alerts per
   * value, if not the usual ones.
   */
  public static void main(String[] args) {
    Path data = Path.of(args[0]);
    double rate =
        args.length > 1 ? Double.parseDouble(args[1]) : DetectorSettings.USUAL_FALSE_ALERTS;
    DetectorSettings settings = new DetectorSettings(rate, ZoneOffset.UTC);
    DetectorSettings local = new DetectorSettings(settings.falseAlerts(), ZONE);
    Supplier<Detector> detector = () -> new TailEnsemble(settings);
    Supplier<Detector> localDetector = () -> new TailEnsemble(local);
    Scorecard card =
        new Scorecard(
            new SeriesScorer(detector, AlertPolicySettings.DEFAULT),
            new SeriesScorer(localDetector, AlertPolicySettings.DEFAULT));
    card.nab(Corpus.nab(data.resolve("nab")));
    card.cloud(Corpus.labelled(data.resolve("cloud-monitoring")));
    card.made("minute", new SeriesMaker(60_000, 28 * DAY, DAY, 0.005, ZONE));
    card.made("5 minutes", new SeriesMaker(300_000, 28 * 288, 500, 0.005, ZONE));
    card.made("hour", new SeriesMaker(3_600_000, 90 * 24, 150, 0.005, ZONE));
    card.made("minute, noise alone", new SeriesMaker(60_000, 28 * DAY, 0, 0.005, ZONE));
  }

  private void nab(List<LabelledSeries> files) {
    long before = System.nanoTime();
    List<ScoredSeries> all = scorer.all(files);
    double rows = files.stream().mapToInt(LabelledSeries::rows).sum();
    double micros = (System.nanoTime() - before) / 1e3 / rows;
    NabScore whole = NabScore.of(all);
    StringBuilder line = new StringBuilder("NAB");
    for (NabScore.Profile profile : NabScore.Profile.values()) {
      NabScore.Result best = whole.best(profile);
      line.append(String.format(Locale.ROOT, " %.2f", best.score()));
    }
    line.append(
        String.format(
            Locale.ROOT, " at %.3f; ", whole.best(NabScore.Profile.STANDARD).threshold()));
    line.append(
        String.format(
            Locale.ROOT,
            "at 0.5: %.2f %.2f; ",
            whole.at(NabScore.Profile.STANDARD, 0.5),
            whole.at(NabScore.Profile.LOW_FALSE_ALERTS, 0.5)));
    NabScore even = NabScore.of(half(all, 0));
    NabScore odd = NabScore.of(half(all, 1));
    for (NabScore.Profile profile :
        List.of(NabScore.Profile.STANDARD, NabScore.Profile.LOW_FALSE_ALERTS)) {
      line.append(
          String.format(
              Locale.ROOT,
              "halves %.1f/%.1f; ",
              even.at(profile, odd.best(profile).threshold()),
              odd.at(profile, even.best(profile).threshold())));
    }
    System.out.println(line + String.format(Locale.ROOT, "%.2f us wall per point", micros));
  }

  private static List<ScoredSeries> half(List<ScoredSeries> all, int which) {
    List<ScoredSeries> half = new ArrayList<>();
    for (int i = which; i < all.size(); i += 2) {
      half.add(all.get(i));
    }
    return half;
  }

  private void cloud(List<LabelledSeries> series) {
    StretchScore minute = StretchScore.NONE;
    StretchScore hour = StretchScore.NONE;
    for (ScoredSeries scored : scorer.all(series)) {
      StretchScore score = StretchScore.of(scored);
      if (scored.series().times()[1] - scored.series().times()[0] < 1_000_000) {
        minute = minute.plus(score);
      } else {
        hour = hour.plus(score);
      }
    }
    print("cloud-monitoring", minute.plus(hour));
    print("  of a minute", minute);
    print("  of an hour", hour);
  }

  private void made(String name, SeriesMaker maker) {
    StretchScore total = StretchScore.NONE;
    List<String> lines = new ArrayList<>();
    for (Family family : Family.values()) {
      List<LabelledSeries> series = SEEDS.stream().map(seed -> maker.make(family, seed)).toList();
      StretchScore sum = StretchScore.NONE;
      for (ScoredSeries scored : berlin.all(series)) {
        sum = sum.plus(StretchScore.of(scored));
      }
      total = total.plus(sum);
      lines.add(
          String.format(
              Locale.ROOT, "%s %d/%d %.2f", family, sum.hit(), sum.incidents(), sum.falsePerDay()));
    }
    print("made, " + name, total);
    System.out.println("    " + String.join(" | ", lines));
  }

  private static void print(String name, StretchScore s) {
    System.out.printf(
        Locale.ROOT,
        "%-26s %d/%d = %.1f %%, false %d = %.2f per series-day, %.2f per 1000 rows%n",
        name,
        s.hit(),
        s.incidents(),
        s.recall(),
        s.falseAlerts(),
        s.falsePerDay(),
        s.falsePerThousand());
  }
}
