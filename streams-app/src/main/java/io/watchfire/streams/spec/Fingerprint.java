/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec;

import io.watchfire.streams.query.Measure;
import io.watchfire.streams.query.MetricQuery;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * By what a measurement is known: its selectors and what of them counts. Stores keep it, so neither
 * the text that is hashed nor the hash ever changes.
 */
final class Fingerprint {
  private Fingerprint() {}

  /**
   * The fingerprint of an indicator; never 0. Every source of one that nobody wrote tells the same,
   * so which of them there are, and in which order, makes no difference: only a threshold does.
   *
   * @param counted what its numerator stands for
   */
  static long of(Indicator indicator, String counted) {
    String sources =
        indicator.sources().stream()
            .map(indicator.written() ? Fingerprint::selected : Fingerprint::thresholds)
            .distinct()
            .sorted()
            .collect(Collectors.joining("\n"));
    return hash((indicator.written() ? "written " : "default ") + counted + '\n' + sources);
  }

  private static String selected(Source source) {
    return selected(source.numerator()) + " of " + selected(source.total());
  }

  /** Selectors of one side are added, so their order does not matter; nor does that of matchers. */
  private static String selected(List<MetricQuery> queries) {
    return queries.stream().map(Fingerprint::selected).sorted().toList().toString();
  }

  private static String selected(MetricQuery query) {
    List<String> matchers =
        query.selector().matchers().stream().map(Object::toString).distinct().sorted().toList();
    return measured(query.measure()) + ' ' + query.selector().name() + matchers;
  }

  private static String thresholds(Source source) {
    return source.numerator().stream()
        .map(MetricQuery::measure)
        .filter(Measure.UpTo.class::isInstance)
        .map(Fingerprint::measured)
        .distinct()
        .toList()
        .toString();
  }

  private static String measured(Measure measure) {
    return switch (measure) {
      case Measure.Count count -> "count";
      case Measure.Sum sum -> "sum";
      case Measure.UpTo upTo -> "up to " + upTo.limit() + (upTo.roundUp() ? " or above" : "");
      case Measure.UpToBound upTo -> "up to " + upTo.bound();
      case Measure.BySuffix suffix -> "by suffix";
      case Measure.Value value -> "value";
      case Measure.Buckets buckets -> "buckets";
    };
  }

  private static long hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      long hash = ByteBuffer.wrap(digest).getLong();
      return hash == 0 ? 1 : hash;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
