/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtlpSpansWriterTest {
  @Test
  void whatIsWrittenIsRead() throws MalformedTelemetryException {
    OtlpSpansWriter writer = new OtlpSpansWriter();
    writer.beginResource(Map.of("service.name", "shop"));
    writer.span(
        new OtlpSpansWriter.Identity(0x0102030405060708L, -2, 5, 0),
        new OtlpSpansWriter.Span("GET /", 2, 1_000, 2_000, 2, Map.of("tenant", "acme")));
    writer.span(
        new OtlpSpansWriter.Identity(1, 2, 6, 5),
        new OtlpSpansWriter.Span("query", 3, 1_100, 1_900, 0, Map.of()));
    writer.endResource();
    SpanEvents events = new SpanEvents();

    new OtlpSpansReader().read(writer.toByteArray(), events);

    assertThat(events.lines.getFirst()).endsWith("{service.name=shop}");
    assertThat(events.lines.subList(1, events.lines.size()))
        .containsExactly(
            "span 0102030405060708fffffffffffffffe 0000000000000005  [] GET / kind=2 1000..2000"
                + " status=2 {tenant=acme}",
            "span 00000000000000010000000000000002 0000000000000006 0000000000000005 [] query"
                + " kind=3 1100..1900 status=0 {}",
            "end");
  }
}
