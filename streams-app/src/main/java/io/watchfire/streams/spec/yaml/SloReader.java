/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec.yaml;

import io.watchfire.runtime.config.Durations;
import io.watchfire.runtime.config.Problem;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.promql.Selector;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.streams.query.GroupLabel;
import io.watchfire.streams.query.Measure;
import io.watchfire.streams.query.MetricQuery;
import io.watchfire.streams.slo.Ending;
import io.watchfire.streams.slo.MinimumTraffic;
import io.watchfire.streams.slo.Objective;
import io.watchfire.streams.slo.Severity;
import io.watchfire.streams.slo.Tier;
import io.watchfire.streams.spec.SloSpec;
import io.watchfire.streams.spec.Source;
import io.watchfire.streams.spec.Warning;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a rule of {@code kind: SLO}. Every problem is reported at its line; the page {@code
 * docs/slo.md} describes the keys.
 */
final class SloReader {
  private static final int MAX_GROUPS = 1_000;

  private final String source;
  private final Section document;
  private final Problems problems;
  private final List<Warning> warnings;

  SloReader(String source, Section document, Problems problems, List<Warning> warnings) {
    this.source = source;
    this.document = document;
    this.problems = problems;
    this.warnings = warnings;
  }

  /** The rule, or null if it has problems. */
  @Nullable SloSpec read() {
    int before = problems.list().size();
    Section metadata = document.section("metadata");
    Section spec = document.section("spec");
    String name = HeadReader.name(metadata);
    String tenant = metadata.string("tenant", "");
    Map<String, String> labels = metadata.stringMap("labels");
    Map<String, String> annotations = metadata.stringMap("annotations");
    Objective objective = objective(spec);
    SloSpec.Sli sli = sli(spec.section("sli"));
    SloSpec read =
        new SloSpec(
            name,
            tenant,
            spec.string("service", ""),
            objective,
            sli,
            spec.strings("by").stream().map(GroupLabel::of).toList(),
            TimingReader.read(spec),
            spec.choice("mode", Alert.Mode.ALERT, Alert.Mode::text),
            labels,
            annotations,
            spec.integer("maxGroups", MAX_GROUPS, 1, 1_000_000),
            true);
    document.refuseUnknown();
    return problems.list().size() > before ? null : read;
  }

  private Objective objective(Section spec) {
    BigDecimal percent = spec.decimal("objective", null);
    if (percent == null && !spec.has("objective")) {
      spec.problem("objective", "objective is missing (expected: a percentage, like 99.9)");
    }
    Duration period = spec.duration("period", Duration.ofDays(30));
    List<Tier> tiers = tiers(spec);
    MinimumTraffic traffic = minimumTraffic(spec.section("minimumTraffic"));
    try {
      BigDecimal usable = percent == null ? BigDecimal.valueOf(99) : percent;
      Objective all = new Objective(usable, period, tiers, traffic);
      Objective able = withoutDeadTiers(spec, all);
      able.layout();
      return able;
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      spec.problem(
          message.startsWith("window") && spec.has("tiers") ? "tiers" : "objective", message);
      return new Objective(
          BigDecimal.valueOf(99), Duration.ofDays(30), Objective.defaultTiers(), traffic);
    }
  }

  private Objective withoutDeadTiers(Section spec, Objective objective) {
    List<Tier> able = new ArrayList<>();
    for (Tier tier : objective.tiers()) {
      if (objective.canFire(tier)) {
        able.add(tier);
      } else {
        String message =
            "tier: "
                + tier.budgetPercent().toPlainString()
                + " % in "
                + Durations.text(tier.longWindow())
                + " can never fire at objective "
                + objective.percent().toPlainString()
                + " and is left out (expected: a burn rate that errors can reach)";
        warnings.add(new Warning(new Problem(source, spec.line("objective"), message)));
      }
    }
    if (able.isEmpty()) {
      throw new IllegalArgumentException(
          "objective: "
              + objective.percent().toPlainString()
              + " (expected: one at which at least"
              + " one tier can fire)");
    }
    return new Objective(objective.percent(), objective.period(), able, objective.minimumTraffic());
  }

  private List<Tier> tiers(Section spec) {
    if (!spec.has("tiers")) {
      return Objective.defaultTiers();
    }
    List<Tier> tiers = new ArrayList<>();
    for (Section tier : spec.sections("tiers")) {
      Severity severity = tier.choice("severity", Severity.PAGE, Severity::text);
      BigDecimal percent = tier.decimal("budgetPercent", BigDecimal.TWO);
      Duration longWindow = tier.duration("long", Duration.ofHours(1));
      Duration shortWindow = tier.duration("short", twelfth(longWindow));
      Ending ending = ending(tier, shortWindow);
      if (percent == null || percent.signum() <= 0) {
        tier.problem("budgetPercent", "budgetPercent: " + percent + " (expected: > 0)");
      } else if (shortWindow.compareTo(longWindow) >= 0) {
        tier.problem(
            "short", "short: " + shortWindow + " (expected: shorter than the long window)");
      } else {
        tiers.add(new Tier(severity, percent, shortWindow, longWindow, ending));
      }
    }
    return tiers.isEmpty() ? Objective.defaultTiers() : tiers;
  }

  private static Ending ending(Section tier, Duration shortWindow) {
    BigDecimal clearBelow = tier.decimal("clearBelow", Ending.CLEAR_BELOW);
    Duration hold = tier.duration("hold", Ending.holdOf(shortWindow));
    if (clearBelow == null
        || clearBelow.signum() <= 0
        || clearBelow.compareTo(BigDecimal.ONE) > 0) {
      String read = clearBelow == null ? "" : clearBelow.toPlainString();
      tier.problem("clearBelow", "clearBelow: " + read + " (expected: > 0 and <= 1)");
      return Ending.SLOTH;
    }
    return new Ending(clearBelow, hold);
  }

  /** In whole seconds, as buckets are; a window that does not fit is refused by the layout. */
  private static Duration twelfth(Duration window) {
    return Duration.ofSeconds(Math.max(1, window.toSeconds() / 12));
  }

  private static MinimumTraffic minimumTraffic(Section traffic) {
    Section page = traffic.section("page");
    Section ticket = traffic.section("ticket");
    MinimumTraffic standard = MinimumTraffic.DEFAULT;
    return new MinimumTraffic(
        page.longValue("bad", standard.pageBad(), 0, Long.MAX_VALUE),
        page.longValue("total", standard.pageTotal(), 0, Long.MAX_VALUE),
        ticket.longValue("bad", standard.ticketBad(), 0, Long.MAX_VALUE),
        ticket.longValue("total", standard.ticketTotal(), 0, Long.MAX_VALUE));
  }

  private static SloSpec.Sli sli(Section sli) {
    boolean latency = sli.has("latency");
    boolean good = sli.has("good");
    if ((latency ? 1 : 0) + (good ? 1 : 0) + (sli.has("bad") ? 1 : 0) != 1) {
      sli.problem("sli", "sli (expected: one of bad with total, good with total, or latency)");
      return new SloSpec.Sli(List.of(), false);
    }
    if (latency) {
      Selector selector = MetricQueryReader.selector(sli, "latency", sli.requiredString("latency"));
      Duration threshold = sli.requiredDuration("threshold");
      return new SloSpec.Sli(
          List.of(
              new Source(
                  "latency",
                  List.of(new MetricQuery(selector, new Measure.UpTo(threshold, false))),
                  List.of(new MetricQuery(selector, Measure.COUNT)),
                  List.of())),
          true);
    }
    String numerator = good ? "good" : "bad";
    return new SloSpec.Sli(
        List.of(
            new Source(
                "events",
                MetricQueryReader.queries(sli, numerator, Measure.BY_SUFFIX),
                MetricQueryReader.queries(sli, "total", Measure.BY_SUFFIX),
                List.of())),
        good);
  }
}
