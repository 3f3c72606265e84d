/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.watchfire.schemas.otlp.OtlpMetricsReader;
import io.watchfire.schemas.otlp.OtlpSpansReader;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import java.io.IOException;

/**
 * Rewrites OTLP in JSON as OTLP in protobuf, so that there is one reader for both. As the
 * specification has it, ids are hexadecimal, 64-bit integers strings or numbers, and unknown fields
 * are ignored; enums may also be names. Thread-safe.
 */
public final class OtlpJson {
  /** Enough for attribute values nested as deep as the readers take them. */
  private static final int MAX_DEPTH = 100;

  private final JsonFactory factory =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  /** A transcoder. */
  public OtlpJson() {}

  /**
   * Metrics, for {@link OtlpMetricsReader}.
   *
   * @throws MalformedTelemetryException if the bytes are not OTLP metrics in JSON
   */
  public byte[] metrics(byte[] json) throws MalformedTelemetryException {
    return transcode(json, OtlpSchema.METRICS, "OTLP JSON metrics");
  }

  /**
   * Spans, for {@link OtlpSpansReader}.
   *
   * @throws MalformedTelemetryException if the bytes are not OTLP spans in JSON
   */
  public byte[] spans(byte[] json) throws MalformedTelemetryException {
    return transcode(json, OtlpSchema.SPANS, "OTLP JSON spans");
  }

  private byte[] transcode(byte[] json, Message root, String subject)
      throws MalformedTelemetryException {
    try (JsonParser parser = factory.createParser(json)) {
      try {
        return new JsonTranscoder(parser).transcode(root);
      } catch (BadValue e) {
        throw malformed(subject, parser, e);
      }
    } catch (JsonProcessingException e) {
      int offset = e.getLocation() == null ? -1 : (int) e.getLocation().getByteOffset();
      throw new MalformedTelemetryException(
          "Malformed " + subject + ": " + e.getOriginalMessage() + " at byte " + offset, offset);
    } catch (IOException e) {
      // Not JSON's grammar, but its bytes: text that is not UTF-8, mostly.
      throw new MalformedTelemetryException("Malformed " + subject + ": " + e.getMessage(), -1);
    }
  }

  private static MalformedTelemetryException malformed(
      String subject, JsonParser parser, BadValue e) {
    int offset = (int) parser.currentTokenLocation().getByteOffset();
    String path = parser.getParsingContext().pathAsPointer().toString();
    return new MalformedTelemetryException(
        "Malformed %s: %s at byte %d, %s (expected: %s)"
            .formatted(subject, e.found(), offset, path.isEmpty() ? "/" : path, e.expected()),
        offset);
  }
}
