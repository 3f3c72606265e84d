/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import io.watchfire.schemas.otlp.OtlpMetricsWriter.Point;
import io.watchfire.schemas.otlp.Temporality;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.xerial.snappy.Snappy;

/** What people and programs send by mistake or by malice. */
final class BadRecords {
  static final int LARGE = 16 << 20;

  private BadRecords() {}

  /** Records that nobody can decode as OTLP metrics in protobuf, by what is wrong. */
  static Map<String, byte[]> undecodable(byte[] good, long seed) {
    Map<String, byte[]> bad = new LinkedHashMap<>();
    bad.put("truncated", Arrays.copyOf(good, good.length - 3));
    bad.put("cut in the first length", Arrays.copyOf(good, 1));
    bad.put("OTLP JSON", utf8("{\"resourceMetrics\":[{\"scopeMetrics\":[]}]}"));
    bad.put("Zipkin", utf8("[{\"traceId\":\"5982fe77008310cc80f1da5e10147519\",\"id\":\"1\"}]"));
    bad.put("text", utf8("checkout is down\n"));
    bad.put("remote write", remoteWrite());
    bad.put("16 MB of garbage", garbage(seed));
    bad.put("length of 2 GB", new byte[] {0x0a, -1, -1, -1, -1, 0x07, 1, 2, 3});
    bad.put(
        "negative length", new byte[] {0x0a, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0x01, 1, 2, 3});
    bad.put("endless varint", filled(64, (byte) -1));
    bad.put("ten thousand levels", nested(10_000, good));
    return bad;
  }

  /** A record of that many points nobody wants, and one of {@code wanted} events. */
  static byte[] large(String service, int unwanted, long wanted, Instant start, Instant time) {
    Telemetry telemetry = Telemetry.of("t", service, "a");
    telemetry.writer().beginGauge("process.memory.usage", "By");
    for (int i = 0; i < unwanted; i++) {
      Map<String, String> labels =
          Map.of("id", "series-" + i, "padding", "0123456789012345678901234567890123456789");
      telemetry.writer().number(new Point(labels, 0, Telemetry.nanos(time)), (long) i);
    }
    telemetry.writer().endMetric();
    return telemetry
        .counter("http.requests", Temporality.DELTA, "code", Map.of("200", wanted), start, time)
        .bytes();
  }

  private static byte[] garbage(long seed) {
    byte[] bytes = new byte[LARGE];
    new Random(seed).nextBytes(bytes);
    bytes[0] = (byte) 0xff; // no wire type has this, so no luck makes it decodable
    return bytes;
  }

  /** A compressed request with one series and one sample, as Prometheus sends it. */
  private static byte[] remoteWrite() {
    byte[] sample =
        ByteBuffer.allocate(11)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 0x09)
            .putDouble(1)
            .put(new byte[] {0x10, 0x01})
            .array();
    byte[] label = message(1, concat(message(1, utf8("__name__")), message(2, utf8("up"))));
    try {
      return Snappy.compress(message(1, concat(label, message(2, sample))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A resource attribute that is a list of lists of lists, far deeper than any stack likes. */
  private static byte[] nested(int levels, byte[] good) {
    byte[] value = message(1, utf8("end"));
    for (int i = 0; i < levels; i++) {
      value = message(5, message(1, value));
    }
    byte[] attribute = message(1, concat(message(1, utf8("deep")), message(2, value)));
    return concat(message(1, message(1, attribute)), good);
  }

  private static byte[] message(int field, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(field << 3 | 2);
    int length = content.length;
    while (length > 0x7f) {
      out.write(length & 0x7f | 0x80);
      length >>>= 7;
    }
    out.write(length);
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] filled(int length, byte value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, value);
    return bytes;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
