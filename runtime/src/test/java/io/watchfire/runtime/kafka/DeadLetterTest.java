/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private final ConsumerRecord<byte[], byte[]> record =
      new ConsumerRecord<>("alerts", 2, 17, bytes("key"), bytes("value"));

  @Test
  void aLetterHasTheRecordsOwnBytes() {
    ProducerRecord<byte[], byte[]> letter = DeadLetter.of(record, "dlq", "no alert");

    assertThat(letter.topic()).isEqualTo("dlq");
    assertThat(letter.key()).isSameAs(record.key());
    assertThat(letter.value()).isSameAs(record.value());
  }

  @Test
  void headersSayWhyAndWhereItStoodAfterThoseOfTheRecord() {
    record.headers().add("tenant", bytes("a"));
    Headers headers = DeadLetter.headers(record.headers(), "no alert", "alerts", 2, 17);

    assertThat(StreamSupport.stream(headers.spliterator(), false))
        .extracting(header -> header.key() + "=" + text(header.value()))
        .containsExactly(
            "tenant=a",
            "watchfire-cause=no alert",
            "watchfire-topic=alerts",
            "watchfire-partition=2",
            "watchfire-offset=17");
    assertThat(record.headers()).hasSize(1);
  }

  @Test
  void theNamesWithoutPrefixStayAndWinOverThoseOfTheRecord() {
    record.headers().add("topic", bytes("a producer's own"));
    Headers headers = DeadLetter.of(record, "dlq", "no alert").headers();

    assertThat(last(headers, "cause")).isEqualTo("no alert");
    assertThat(last(headers, "topic")).isEqualTo("alerts");
    assertThat(last(headers, "partition")).isEqualTo("2");
    assertThat(last(headers, "offset")).isEqualTo("17");
    assertThat(last(headers, DeadLetter.TOPIC)).isEqualTo("alerts");
  }

  @Test
  void aLongCauseIsCut() {
    Headers headers = DeadLetter.of(record, "dlq", "x".repeat(5_000)).headers();

    assertThat(last(headers, DeadLetter.CAUSE)).hasSize(1_000);
    assertThat(last(headers, "cause")).hasSize(1_000);
  }

  private static String last(Headers headers, String name) {
    return text(headers.lastHeader(name).value());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
