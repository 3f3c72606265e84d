/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.watchfire.schemas.json.WatchfireJson;
import io.watchfire.schemas.otlp.json.OtlpJson;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import io.watchfire.schemas.protobuf.Slice;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * Damaged records end in {@link MalformedTelemetryException} or are read: nothing hangs, nothing
 * else is thrown, and what is allocated is bounded by the size of the record.
 */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class HostileInputTest {
  private static final int PROTOBUF_PAYLOADS = 150_000;
  private static final int JSON_PAYLOADS = 15_000;
  private static final int CORPUS = 150;
  private static final long BYTES_PER_BYTE = 64;
  private static final long BYTES_MORE = 128 << 10;
  private static final long TABLES = 1 << 20;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Something that takes a record. */
  private interface Taker {
    void take(byte[] bytes) throws MalformedTelemetryException;
  }

  @Test
  void damagedMetricsAreReadOrRefused() {
    List<byte[]> corpus = new ArrayList<>();
    for (long seed = 0; seed < CORPUS; seed++) {
      corpus.add(new RandomTelemetry(seed).metrics().toByteArray());
    }
    OtlpMetricsReader reader = new OtlpMetricsReader();
    ReadEverything visitor = new ReadEverything();
    int refused = damage(11, corpus, PROTOBUF_PAYLOADS, bytes -> reader.read(bytes, visitor));
    assertThat(refused).isBetween(PROTOBUF_PAYLOADS / 4, PROTOBUF_PAYLOADS - 1000);
    assertThat(visitor.read).isNotZero();
  }

  @Test
  void damagedSpansAreReadOrRefused() {
    List<byte[]> corpus = new ArrayList<>();
    for (long seed = 0; seed < CORPUS; seed++) {
      corpus.add(new RandomTelemetry(seed).spans().toByteArray());
    }
    OtlpSpansReader reader = new OtlpSpansReader();
    ReadEverything visitor = new ReadEverything();
    int refused = damage(12, corpus, PROTOBUF_PAYLOADS, bytes -> reader.read(bytes, visitor));
    assertThat(refused).isBetween(PROTOBUF_PAYLOADS / 4, PROTOBUF_PAYLOADS - 1000);
    assertThat(visitor.read).isNotZero();
  }

  @Test
  void attributesOfDamagedRecordsCanAlwaysBeShown() {
    List<byte[]> corpus = new ArrayList<>();
    for (long seed = 0; seed < CORPUS; seed++) {
      corpus.add(new RandomTelemetry(seed).metrics().toByteArray());
    }
    OtlpMetricsReader reader = new OtlpMetricsReader();
    Mutations mutations = new Mutations(13, corpus);
    for (int i = 0; i < PROTOBUF_PAYLOADS / 10; i++) {
      byte[] bytes = mutations.next();
      take(bytes, 13, bytes0 -> reader.read(bytes0, new MetricEvents()));
    }
  }

  @Test
  void damagedOtlpJsonIsRewrittenOrRefused() throws Exception {
    List<byte[]> metrics = new ArrayList<>();
    List<byte[]> spans = new ArrayList<>();
    for (long seed = 0; seed < CORPUS / 3; seed++) {
      metrics.add(GeneratedJson.of(new RandomTelemetry(seed).metrics(), true, false));
      spans.add(GeneratedJson.of(new RandomTelemetry(seed).spans(), true, false));
    }
    OtlpJson json = new OtlpJson();
    damage(14, metrics, JSON_PAYLOADS, json::metrics);
    damage(15, spans, JSON_PAYLOADS, json::spans);
  }

  @Test
  void damagedWatchfireJsonIsRewrittenOrRefused() throws Exception {
    WatchfireJson json = new WatchfireJson();
    List<byte[]> corpus = List.of(example("metrics.json"), example("span-summary.json"));
    damage(16, corpus, JSON_PAYLOADS, json::metrics);
    damage(17, corpus, JSON_PAYLOADS, json::spanSummaries);
  }

  @Test
  void anyRecordCanBeGuessedAt() {
    List<byte[]> corpus = new ArrayList<>();
    for (long seed = 0; seed < CORPUS; seed++) {
      corpus.add(new RandomTelemetry(seed).metrics().toByteArray());
    }
    assertThat(damage(18, corpus, JSON_PAYLOADS, EncodingGuess::of)).isZero();
  }

  /** How many of so many damaged records were refused. */
  private static int damage(long seed, List<byte[]> corpus, int payloads, Taker taker) {
    Mutations mutations = new Mutations(seed, corpus);
    corpus.forEach(bytes -> take(bytes, seed, taker));
    int refused = 0;
    for (int i = 0; i < payloads; i++) {
      byte[] bytes = mutations.next();
      long before = allocated();
      if (!take(bytes, seed, taker)) {
        refused++;
      }
      long allocated = allocated() - before;
      if (allocated > bound(bytes)) {
        // Tables that are kept, such as the parser's of field names, may have grown: once.
        assertThat(allocated).as("seed %d, payload %d", seed, i).isLessThan(TABLES);
        before = allocated();
        take(bytes, seed, taker);
        assertThat(allocated() - before)
            .as("seed %d, payload %d, again", seed, i)
            .isLessThan(bound(bytes));
      }
    }
    return refused;
  }

  private static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
  }

  private static long bound(byte[] bytes) {
    return BYTES_MORE + BYTES_PER_BYTE * bytes.length;
  }

  private static boolean take(byte[] bytes, long seed, Taker taker) {
    try {
      taker.take(bytes);
      return true;
    } catch (MalformedTelemetryException e) {
      return false;
    } catch (RuntimeException | Error e) {
      return fail("seed " + seed + ": " + HexFormat.of().formatHex(bytes), e);
    }
  }

  private static byte[] example(String name) throws Exception {
    try (InputStream in = HostileInputTest.class.getResourceAsStream("/examples/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  /** Touches whatever a point or span offers, without allocating. */
  private static final class ReadEverything implements MetricVisitor, SpanVisitor {
    private long read;

    @Override
    public boolean resource(Slice identity, AttributeSlices attributes) {
      read += identity.hash(1) + attributes.hash(2);
      return identity.length() % 8 != 7;
    }

    @Override
    public void scope(Slice identity) {
      read += identity.hash(3);
    }

    @Override
    public boolean metric(OtlpMetric metric) {
      read += metric.name().hash(4) + metric.unit().hash(5);
      return metric.name().length() % 8 != 7;
    }

    @Override
    public void point(OtlpMetric metric, OtlpPoint point) {
      read += point.attributes().hash(6) + point.layoutHash() + point.intValue();
      for (int i = 0; i < point.bucketCount(); i++) {
        read += point.bucket(i) + (i == 0 ? 0 : (long) point.bound(i - 1));
      }
      for (int i = 0; i < point.positiveSize(); i++) {
        read += point.positive(i);
      }
      for (int i = 0; i < point.exemplarCount(); i++) {
        read += point.exemplarTraceId(i).hash(7) + point.exemplarSpanId(i).hash(8);
      }
    }

    @Override
    public void span(OtlpSpan span) {
      read += span.traceId().hash(9) + span.name().hash(10) + span.attributes().hash(11);
    }

    @Override
    public void unread(int count) {
      read += count;
    }

    @Override
    public void endResource() {
      read++;
    }
  }
}
