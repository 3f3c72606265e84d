/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.schemas.otlp.MetricType;
import io.watchfire.streams.query.Measure;
import io.watchfire.streams.query.MetricNames.Part;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which metric a rule wants. */
class RuleIndexTest {
  private static final String DURATION = "http.server.request.duration";

  @ParameterizedTest
  @ValueSource(
      strings = {
        DURATION,
        "http_server_request_duration",
        "http_server_request_duration_seconds",
      })
  void aHistogramIsWantedUnderAnySpellingOfItsName(String spelled) {
    assertThat(histogram(spelled)).extracting(RuleIndex.Wanted::part).containsExactly(Part.WHOLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http_server_request_duration_count",
        "http_server_request_duration_seconds_count"
      })
  void aSuffixMeansAPartOfTheHistogram(String spelled) {
    assertThat(histogram(spelled)).extracting(RuleIndex.Wanted::part).containsExactly(Part.COUNT);
    assertThat(histogram(spelled.replace("_count", "_sum")))
        .extracting(RuleIndex.Wanted::part)
        .containsExactly(Part.SUM);
    assertThat(histogram(spelled.replace("_count", "_bucket")))
        .extracting(RuleIndex.Wanted::part)
        .containsExactly(Part.BUCKET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.orders", "shop_orders", "shop_orders_total"})
  void aCounterIsWantedWithAndWithoutTotal(String spelled) {
    assertThat(index(spelled).wanted("shop.orders", "", MetricType.SUM, true)).hasSize(1);
  }

  @Test
  void aScrapedHistogramIsWantedWithoutTheUnitInItsName() {
    RuleIndex index = index("traces_spanmetrics_latency");
    assertThat(index.wanted("traces_spanmetrics_latency_seconds", "", MetricType.HISTOGRAM, false))
        .hasSize(1);
  }

  @Test
  void aGaugeHasNoParts() {
    RuleIndex index = index("queue_length_count");
    assertThat(index.wanted("queue.length", "", MetricType.GAUGE, false)).isEmpty();
    assertThat(index.wanted("queue.length", "", MetricType.HISTOGRAM, false)).hasSize(1);
  }

  @Test
  void aMetricThatNoRuleNamesIsNotWanted() {
    assertThat(index("shop.orders").wanted("shop.order", "", MetricType.SUM, true)).isEmpty();
    assertThat(new RuleIndex(List.of()).wanted("shop.orders", "", MetricType.SUM, true)).isEmpty();
  }

  @Test
  void numeratorAndDenominatorOfEveryRuleWantIt() {
    RuleIndex index =
        new RuleIndex(
            List.of(
                Intake.ratio("a", "shop.orders{ok=\"no\"}", "shop.orders"),
                Intake.ratio("b", "shop.orders{ok=\"late\"}", "other")));
    assertThat(index.wanted("shop.orders", "", MetricType.SUM, true))
        .extracting(wanted -> wanted.input().indicator().name())
        .containsExactlyInAnyOrder("a", "a", "b");
  }

  @Test
  void theLabelLeOfABucketIsTheBoundOfARealHistogram() {
    Input input =
        histogram("http_server_request_duration_seconds_bucket{le=\"0.5\"}").getFirst().input();
    assertThat(input.query().measure()).isEqualTo(new Measure.UpToBound(0.5));
    assertThat(input.wants("default", Map.of())).as("which has no label le").isTrue();
  }

  @Test
  void theLabelLeOfACounterIsALabel() {
    RuleIndex index = index("http_duration_seconds_bucket{le=\"0.5\"}");
    Input input =
        index.wanted("http_duration_seconds_bucket", "", MetricType.SUM, true).getFirst().input();
    assertThat(input.query().measure()).isEqualTo(Measure.BY_SUFFIX);
    assertThat(input.wants("default", Map.of("le", "0.5"))).isTrue();
    assertThat(input.wants("default", Map.of("le", "1"))).isFalse();
  }

  private static List<RuleIndex.Wanted> histogram(String selector) {
    return index(selector).wanted(DURATION, "s", MetricType.HISTOGRAM, false);
  }

  private static RuleIndex index(String selector) {
    return new RuleIndex(List.of(Intake.measured("rule", Measure.BY_SUFFIX, selector)));
  }
}
