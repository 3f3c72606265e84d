/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** A rule as the oracle and the engine are both told about it; durations in milliseconds. */
record OracleRule(
    String name,
    String sli,
    boolean countsGood,
    BigDecimal objective,
    long period,
    List<Pair> tiers,
    long[] minimum,
    long pendingFor,
    long keepFiringFor,
    String noData) {

  /**
   * A pair of windows of {@code severity}.
   *
   * @param written what the file says of how its alert ends; empty if it says nothing
   */
  record Pair(
      String severity,
      BigDecimal percent,
      long shorter,
      long longer,
      BigDecimal clearBelow,
      long hold,
      String written) {}

  /** What a producer's point means: {@code counted} events of the numerator, {@code total}. */
  static final String AVAILABILITY =
      """
            bad: http_requests_total{code=~"5.."}
            total: http_requests_total
      """;

  static final String JOBS =
      """
            good: jobs.ok
            total: jobs.all
      """;

  static final String LATENCY =
      """
            latency: http.server.request.duration
            threshold: 250ms
      """;

  static final String EXPONENTIAL =
      """
            latency: rpc_server_call_duration_milliseconds
            threshold: 100ms
      """;

  String yaml() {
    StringBuilder out = new StringBuilder();
    out.append("apiVersion: watchfire/v1\nkind: SLO\nmetadata:\n  name: ").append(name);
    out.append("\nspec:\n  objective: ").append(objective.toPlainString());
    out.append("\n  period: ").append(text(period)).append("\n  by: [service_name]\n  sli:\n");
    out.append(sli.indent(-2)).append("  tiers:\n");
    for (Pair pair : tiers) {
      out.append("    - {severity: ").append(pair.severity()).append(", budgetPercent: ");
      out.append(pair.percent().toPlainString()).append(", short: ").append(text(pair.shorter()));
      out.append(", long: ").append(text(pair.longer()));
      out.append(pair.written()).append("}\n");
    }
    out.append("  minimumTraffic:\n    page: {bad: ").append(minimum[0]).append(", total: ");
    out.append(minimum[1]).append("}\n    ticket: {bad: ").append(minimum[2]);
    out.append(", total: ").append(minimum[3]).append("}\n  for: ").append(text(pendingFor));
    out.append("\n  keepFiringFor: ").append(text(keepFiringFor));
    return out.append("\n  noData: ").append(noData).append('\n').toString();
  }

  private static String text(long millis) {
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  /**
   * Every window and the width of its buckets, from the shortest: about a thirtieth of the window,
   * a divisor of it, and a multiple of the width before; nothing is finer than a second.
   */
  TreeMap<Long, Long> widths() {
    TreeMap<Long, Long> widths = new TreeMap<>();
    tiers.forEach(pair -> widths.put(pair.shorter(), 0L));
    tiers.forEach(pair -> widths.put(pair.longer(), 0L));
    widths.put(period, 0L);
    long finer = Duration.ofSeconds(1).toMillis();
    for (long window : List.copyOf(widths.keySet())) {
      long width = finer;
      for (long wider = finer; wider * 30 <= window; wider += finer) {
        width = window % wider == 0 ? wider : width;
      }
      widths.put(window, width);
      finer = width;
    }
    return widths;
  }

  /** {@code bad / total / (1 − objective) × min(1, covered / window) > factor}, exactly. */
  boolean burns(Pair pair, OracleGroup.Window held) {
    return burns(pair, held, BigDecimal.ONE);
  }

  /** The same for a share of the factor. */
  boolean burns(Pair pair, OracleGroup.Window held, BigDecimal share) {
    if (held.total() == 0) {
      return false;
    }
    BigDecimal factorTimesBudget =
        pair.percent()
            .multiply(share)
            .movePointLeft(2)
            .multiply(BigDecimal.valueOf(period))
            .multiply(budget())
            .multiply(BigDecimal.valueOf(held.total()))
            .multiply(BigDecimal.valueOf(held.length()));
    BigDecimal spent =
        BigDecimal.valueOf(held.bad())
            .multiply(BigDecimal.valueOf(held.covered()))
            .multiply(BigDecimal.valueOf(pair.longer()));
    return spent.compareTo(factorTimesBudget) > 0;
  }

  double burnRate(OracleGroup.Window held) {
    if (held.total() == 0) {
      return 0;
    }
    return BigDecimal.valueOf(held.bad())
        .multiply(BigDecimal.valueOf(held.covered()))
        .divide(
            budget()
                .multiply(BigDecimal.valueOf(held.total()))
                .multiply(BigDecimal.valueOf(held.length())),
            30,
            RoundingMode.HALF_EVEN)
        .doubleValue();
  }

  private BigDecimal budget() {
    return BigDecimal.ONE.subtract(objective.movePointLeft(2));
  }
}
