/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.watchfire.golden.Golden;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * What all five stages make of the same traffic: the bytes in their stores and on their topics, and
 * the names of their metrics. What was learnt holds logarithms, of which other processors than that
 * of the file may compute the last digit otherwise.
 */
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
class KeptAndSentGoldenTest {
  private static final String KEPT = "stores.txt";
  private static final HexFormat HEX = HexFormat.of();
  private static final int WELL = 130;
  private static final int ILL = 12;

  @TempDir Path state;
  @TempDir Path other;
  private final Map<String, List<String>> sent = new TreeMap<>();
  private final GoldenShop shop = new GoldenShop();

  @Test
  void bytesInStoresAndOnTopicsAreTheSame() {
    try (Pipeline pipeline = new Pipeline(GoldenShop.rules(), GoldenShop.START, state)) {
      pipeline.onRecord = this::keepFirstAndLast;
      trouble(pipeline);
      Map<String, Map<Bytes, byte[]>> kept = pipeline.kept();
      assertThat(kinds(kept))
          .as("every kind of entry is there")
          .contains("groups 0", "groups 1", "groups 2", "groups 3", "groups 4")
          .contains("anomalies 0", "anomalies 1", "anomalies 2", "anomalies 3", "anomalies 4")
          .contains("gathered 0", "gathered 1", "gathered 2")
          .contains("series of 26", "series of 17");
      Golden.assertSame(KEPT, written(kept));
      Golden.assertSame(
          "topics.txt", sent.values().stream().flatMap(List::stream).distinct().sorted().toList());
      Golden.assertSame("meters.txt", meters(pipeline));
    }
  }

  /** Stages that start from the file go on as the ones do that wrote it. */
  @Test
  void whatWasKeptIsReadAndGoesOn() {
    try (Pipeline pipeline = new Pipeline(GoldenShop.rules(), GoldenShop.START, state)) {
      trouble(pipeline);
      Pipeline begun = new Pipeline(GoldenShop.rules(), pipeline.now(), other);
      try (begun) {
        begun.restartFrom(read(Golden.lines(KEPT)));
        pipeline.restart();
        assertThat(written(begun.kept())).isEqualTo(written(pipeline.kept()));
        int alerts = pipeline.alerts.size();
        int readings = pipeline.readings.size();
        shop.minutes(pipeline, 25, true);
        GoldenShop same = new GoldenShop();
        same.skip(WELL + ILL, WELL);
        same.minutes(begun, 25, true);
        assertThat(begun.readings)
            .isNotEmpty()
            .isEqualTo(pipeline.readings.subList(readings, pipeline.readings.size()));
        assertThat(begun.alerts)
            .isNotEmpty()
            .isEqualTo(pipeline.alerts.subList(alerts, pipeline.alerts.size()));
        assertThat(written(begun.kept())).isEqualTo(written(pipeline.kept()));
      }
    }
  }

  private void trouble(Pipeline pipeline) {
    shop.minutes(pipeline, WELL, true);
    shop.minutes(pipeline, ILL, false);
  }

  /** Of each topic the first and the last record of every version and kind. */
  private void keepFirstAndLast(String topic, TestRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    String kind = value == null ? "" : HEX.formatHex(value, 0, Math.min(2, value.length));
    String line =
        String.join(
            " ", topic, text(record.key()), headers(record), value == null ? "-" : text(value));
    List<String> lines = sent.computeIfAbsent(topic + kind, k -> new ArrayList<>(List.of(line)));
    if (lines.size() > 1) {
      lines.removeLast();
    }
    lines.add(line);
  }

  private static String headers(TestRecord<byte[], byte[]> record) {
    return StreamSupport.stream(record.headers().spliterator(), false)
        .map(header -> header.key() + "=" + text(header.value()))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String text(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean printable = text.chars().allMatch(c -> c >= ' ' && c < 127);
    return printable ? text : HEX.formatHex(bytes);
  }

  private static TreeSet<String> kinds(Map<String, Map<Bytes, byte[]>> kept) {
    TreeSet<String> kinds = new TreeSet<>();
    kept.forEach(
        (store, entries) ->
            entries
                .keySet()
                .forEach(
                    key ->
                        kinds.add(
                            store.equals("series")
                                ? "series of " + key.get().length
                                : store + " " + key.get()[16])));
    return kinds;
  }

  private static List<String> written(Map<String, Map<Bytes, byte[]>> kept) {
    List<String> lines = new ArrayList<>();
    kept.forEach(
        (store, entries) ->
            entries.forEach(
                (key, value) ->
                    lines.add(
                        store + " " + HEX.formatHex(key.get()) + " " + HEX.formatHex(value))));
    return lines;
  }

  private static Map<String, Map<Bytes, byte[]>> read(List<String> lines) {
    Map<String, Map<Bytes, byte[]>> kept = new TreeMap<>();
    for (String line : lines) {
      String[] parts = line.split(" ", -1);
      kept.computeIfAbsent(parts[0], store -> new TreeMap<>())
          .put(Bytes.wrap(HEX.parseHex(parts[1])), HEX.parseHex(parts[2]));
    }
    return kept;
  }

  private static List<String> meters(Pipeline pipeline) {
    Stream<String> meters =
        pipeline.registry.getMeters().stream().map(Meter::getId).map(KeptAndSentGoldenTest::text);
    return meters.sorted().toList();
  }

  private static String text(Meter.Id id) {
    return id.getType() + " " + id.getName() + " " + id.getTags();
  }
}
