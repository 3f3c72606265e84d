/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bands as Prometheus reads them. */
class SeriesMetricsTest {
  private final ShopReadings shop = new ShopReadings();

  @Test
  void valueBandAndScoreAreGaugesWithTheLabelsOfTheSeries() {
    shop.orders("eu", numbers(8.25, 20, 15, 25, 0.7));
    String eu = "{region=\"eu\",rule=\"orders\",service=\"checkout\",tenant=\"acme\"} ";
    assertThat(samples(10))
        .containsExactlyInAnyOrder(
            "watchfire_series_value" + eu + "8.25",
            "watchfire_series_expected" + eu + "20.0",
            "watchfire_series_lower" + eu + "15.0",
            "watchfire_series_upper" + eu + "25.0",
            "watchfire_series_score" + eu + "0.7",
            "watchfire_series_left_out 0.0");
  }

  @Test
  void whatIsNotKnownIsLeftOutAndSoAreForecastsAndSeriesThatEnded() {
    shop.orders("learning", Map.of("value", 3.0, "lower", Double.NaN, "score", 0.0));
    shop.orders("forecast", Map.of("value", 3.0, "expected", 1.8e9));
    shop.add(
        "acme",
        "orders",
        Map.of("region", "ended"),
        numbers(1, 1, 1, 1, 0.9),
        ShopReadings.NOON.minus(Duration.ofMinutes(9)),
        false);
    assertThat(samples(10))
        .hasSize(3)
        .allMatch(sample -> sample.contains("left_out 0") || sample.contains("learning"));
  }

  @Test
  void ofTooManyTheMostUnusualAreShownAndTheOthersCounted() {
    for (int i = 0; i < 50; i++) {
      shop.orders("r" + i, numbers(1, 1, 0, 2, i / 100.0));
    }
    shop.add(
        "acme",
        "orders",
        Map.of("region", "fires"),
        numbers(1, 1, 0, 2, 0),
        ShopReadings.NOON,
        true);
    assertThat(samples(3).stream().filter(sample -> sample.startsWith("watchfire_series_score")))
        .hasSize(3)
        .anyMatch(sample -> sample.contains("fires"))
        .anyMatch(sample -> sample.contains("r49"))
        .anyMatch(sample -> sample.contains("r48"));
    assertThat(samples(3)).contains("watchfire_series_left_out 48.0");
    assertThat(samples(0)).containsExactly("watchfire_series_left_out 51.0");
  }

  @Test
  void labelsAreEscapedAndOfLegalNames() {
    shop.add(
        "acme",
        "orders",
        Map.of("host.name", "a\"b\\c\nd", "rule", "mine"),
        Map.of("value", 1.0, "score", 0.0),
        ShopReadings.NOON,
        false);
    assertThat(samples(10))
        .contains(
            "watchfire_series_value{host_name=\"a\\\"b\\\\c\\nd\",rule=\"orders\","
                + "service=\"checkout\",tenant=\"acme\"} 1.0");
  }

  @Test
  void seriesThatPrometheusCannotTellApartAreShownOnce() {
    shop.add(
        "a", "errors", Map.of("tenant", "x"), numbers(1, 1, 1, 1, 0.2), ShopReadings.NOON, false);
    shop.add(
        "b", "errors", Map.of("tenant", "x"), numbers(2, 1, 1, 1, 0.4), ShopReadings.NOON, false);
    assertThat(samples(10))
        .contains(
            "watchfire_series_value{rule=\"errors\",tenant=\"x\"} 2.0",
            "watchfire_series_left_out 1.0");
  }

  private List<String> samples(int most) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry
        .getPrometheusRegistry()
        .register(
            new SeriesMetrics(
                ShopReadings::rules, shop::all, most, InstantSource.fixed(ShopReadings.NOON)));
    String text = registry.scrape("text/plain; version=0.0.4; charset=utf-8");
    return text.lines().filter(line -> !line.startsWith("#")).toList();
  }

  private static Map<String, Double> numbers(
      double value, double expected, double lower, double upper, double score) {
    return Map.of(
        "value", value, "expected", expected, "lower", lower, "upper", upper, "score", score);
  }
}
