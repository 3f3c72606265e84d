/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

import io.watchfire.streams.anomaly.detector.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page that shows a scored series and needs nothing but itself. */
public final class Page {
  private static final String TEMPLATE = "page.html";
  private static final String FUTURE_KEY =
      "<span class=\"key future\">forecast: middle, and where 9 in 10 are expected</span>";
  private static final Pattern PLACE = Pattern.compile("@([A-Z]+)@");

  private final String title;
  private final String detector;
  private final ZoneId zone;

  /**
   * Describes a page.
   *
   * @param title its heading
   * @param detector the name of what judged
   * @param zone in which times are shown
   */
  public Page(String title, String detector, ZoneId zone) {
    this.title = title;
    this.detector = detector;
    this.zone = zone;
  }

  /** Writes the page; directories above it are made. */
  public void write(Path file, Series series, List<Scored> rows) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    Files.writeString(file, text(series, rows));
  }

  private String text(Series series, List<Scored> rows) throws IOException {
    List<Scored> alerts = rows.stream().filter(row -> row.result().starts()).toList();
    String facts = facts(rows, alerts.size());
    Outlook outlook = Outlook.of(series);
    Map<String, String> parts =
        Map.of(
            "TITLE", escaped(title),
            "FACTS", escaped(facts),
            "LABEL", escaped(title + ": " + facts + " The anomalies are in the table below."),
            "FUTUREKEY", outlook.points().isEmpty() ? "" : FUTURE_KEY,
            "TABLE", alerts.isEmpty() ? "<p>None.</p>" : table(rows),
            "DATA", PageData.of(series, rows, outlook, zone));
    StringBuilder page = new StringBuilder();
    Matcher places = PLACE.matcher(template());
    while (places.find()) {
      String part = parts.getOrDefault(places.group(1), places.group());
      places.appendReplacement(page, Matcher.quoteReplacement(part));
    }
    return places.appendTail(page).toString();
  }

  private static String template() throws IOException {
    try (InputStream in = Page.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IOException(TEMPLATE + " (expected: beside the class that fills it)");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String facts(List<Scored> rows, int alerts) {
    Reasons words = new Reasons(zone);
    return String.format(
        Locale.ROOT,
        "%,d rows from %s to %s (%s), %,d %s, found by the detector %s.",
        rows.size(),
        words.time(rows.getFirst().row().time()),
        words.time(rows.getLast().row().time()),
        zone.getId(),
        alerts,
        alerts == 1 ? "anomaly" : "anomalies",
        detector);
  }

  private String table(List<Scored> rows) {
    Reasons words = new Reasons(zone);
    StringBuilder table = new StringBuilder("<div class=\"card wide\">");
    table.append("<table aria-labelledby=\"list\"><thead><tr><th scope=\"col\">Start</th>");
    table.append("<th scope=\"col\" class=\"n\">Value</th>");
    table.append("<th scope=\"col\" class=\"n\">Expected</th>");
    table.append("<th scope=\"col\" class=\"n\">Score</th><th scope=\"col\">Reason</th></tr>");
    table.append("</thead><tbody>\n");
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).result().starts()) {
        line(table, i, rows.get(i), words);
      }
    }
    return table.append("</tbody></table></div>").toString();
  }

  private static void line(StringBuilder table, int index, Scored row, Reasons words) {
    Verdict verdict = row.result().verdict();
    String time = words.time(row.row().time());
    String expected = Double.isNaN(verdict.expected()) ? "-" : Reasons.number(verdict.expected());
    table.append("<tr><td><button type=\"button\" data-row=\"").append(index).append("\">");
    table.append(time).append("</button></td><td class=\"n\">");
    table.append(escaped(row.row().valueText())).append("</td><td class=\"n\">");
    table.append(expected).append("</td><td class=\"n\">");
    table.append(String.format(Locale.ROOT, "%.3f", row.result().score()));
    table.append("</td><td>").append(escaped(row.reason())).append("</td></tr>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
