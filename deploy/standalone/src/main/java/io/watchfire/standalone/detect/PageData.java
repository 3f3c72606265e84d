/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.ZoneId;
import java.util.List;

/** What the page's script draws, as JSON that may stand inside of HTML. */
final class PageData {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MathContext DIGITS = new MathContext(6);

  /** Scores below are not drawn: they would be a line of single pixels. */
  private static final double VISIBLE = 0.02;

  private PageData() {}

  static String of(Series series, List<Scored> rows, Outlook outlook, ZoneId zone) {
    ObjectNode data = JSON.createObjectNode();
    data.put("zone", zone.getId()).put("start", rows.getFirst().row().time());
    data.put("step", series.stepMillis());
    long before = rows.getFirst().row().time();
    ArrayNode gaps = data.putArray("dt");
    ArrayNode values = data.putArray("v");
    ArrayNode expected = data.putArray("e");
    ArrayNode lower = data.putArray("lo");
    ArrayNode upper = data.putArray("hi");
    for (Scored scored : rows) {
      gaps.add(scored.row().time() - before);
      before = scored.row().time();
      add(values, scored.row().value());
      add(expected, scored.result().verdict().expected());
      add(lower, scored.result().verdict().lower());
      add(upper, scored.result().verdict().upper());
    }
    events(data, rows);
    if (!outlook.points().isEmpty()) {
      future(data.putObject("forecast"), outlook);
    }
    try {
      // Nothing in a file's cells may end the script.
      return JSON.writeValueAsString(data).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void events(ObjectNode data, List<Scored> rows) {
    ArrayNode starts = data.putArray("starts");
    ArrayNode scores = data.putArray("scores");
    ArrayNode reasons = data.putArray("reasons");
    for (int i = 0; i < rows.size(); i++) {
      Scored scored = rows.get(i);
      if (scored.result().starts()) {
        starts.add(i);
      }
      if (scored.result().score() >= VISIBLE) {
        add(scores.addArray().add(i), scored.result().score());
      }
      if (!scored.reason().isEmpty()) {
        reasons.addArray().add(i).add(scored.reason());
      }
    }
  }

  private static void future(ObjectNode data, Outlook outlook) {
    ArrayNode times = data.putArray("t");
    ArrayNode low = data.putArray("low");
    ArrayNode middle = data.putArray("middle");
    ArrayNode high = data.putArray("high");
    for (Outlook.Point point : outlook.points()) {
      times.add(point.time());
      add(low, point.low());
      add(middle, point.middle());
      add(high, point.high());
    }
  }

  private static void add(ArrayNode array, double number) {
    if (Double.isFinite(number)) {
      array.add(BigDecimal.valueOf(number).round(DIGITS));
    } else {
      array.addNull();
    }
  }
}
