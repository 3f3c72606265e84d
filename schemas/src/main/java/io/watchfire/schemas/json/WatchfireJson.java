/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import java.io.IOException;
import java.util.List;

/**
 * Rewrites Watchfire's own JSON as OTLP metrics in protobuf, so that one reader serves all. A
 * record is one document or an array of them. Fields we do not know are ignored, so that older
 * readers understand newer producers; everything else is checked. Thread-safe.
 */
public final class WatchfireJson {
  private static final int MAX_DEPTH = 20;

  private final ObjectMapper mapper =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** A transcoder. */
  public WatchfireJson() {}

  /**
   * Metrics, as on the topic {@code watchfire.metrics}.
   *
   * @throws MalformedTelemetryException if the bytes are not such metrics; names value, expectation
   *     and JSON path
   */
  public byte[] metrics(byte[] json) throws MalformedTelemetryException {
    String subject = "Watchfire metrics";
    try {
      return MetricDocuments.write(documents(json));
    } catch (IOException e) {
      throw notJson(subject, e);
    } catch (BadField e) {
      throw new MalformedTelemetryException("Malformed " + subject + ": " + e.getMessage(), -1);
    }
  }

  /**
   * Summaries of spans, as on the topic {@code watchfire.span-summaries}. Each becomes points of a
   * delta sum {@code spans} and of a delta histogram {@code spans.duration}.
   *
   * @throws MalformedTelemetryException if the bytes are not such summaries; names value,
   *     expectation and JSON path
   */
  public byte[] spanSummaries(byte[] json) throws MalformedTelemetryException {
    String subject = "Watchfire span summaries";
    try {
      return SpanSummaries.write(documents(json));
    } catch (IOException e) {
      throw notJson(subject, e);
    } catch (BadField e) {
      throw new MalformedTelemetryException("Malformed " + subject + ": " + e.getMessage(), -1);
    }
  }

  private List<Node> documents(byte[] json) throws IOException, BadField {
    JsonNode tree = mapper.readTree(json);
    Node root = new Node(tree, "$");
    return tree.isArray() ? root.items() : List.of(root.asObject());
  }

  private static MalformedTelemetryException notJson(String subject, IOException e) {
    int offset = -1;
    String message = e.getMessage();
    if (e instanceof JsonProcessingException syntax) {
      message = syntax.getOriginalMessage();
      if (syntax.getLocation() != null) {
        offset = (int) syntax.getLocation().getByteOffset();
      }
    }
    return new MalformedTelemetryException(
        "Malformed " + subject + ": " + message + " at byte " + offset, offset);
  }
}
