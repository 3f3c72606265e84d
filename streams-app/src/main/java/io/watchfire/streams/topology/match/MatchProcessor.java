/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.match;

import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import io.watchfire.streams.ingest.Ingest;
import io.watchfire.streams.ingest.RecordOrigin;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.topology.RulesAtWork;
import io.watchfire.streams.topology.StreamMeters;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * First stage, stateless: what rules want of a record leaves as one packed record a resource; a
 * record that cannot be decoded leaves for the dead-letter topic. From here on a record's time is
 * when it was received here: the one that its producer gave it is not looked at.
 */
final class MatchProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  static final String PACKED = "packed";
  static final String DEAD_LETTERS = "dead-letters";

  private static final Logger LOG = LoggerFactory.getLogger(MatchProcessor.class);

  /** Headers beyond these are not looked at: they could only name a tenant. */
  private static final int MAX_HEADERS = 64;

  private final RulesAtWork rules;
  private final Function<Rules, Ingest> ingests;
  private final StreamMeters meters;
  private final DeadLetterLog deadLetters = new DeadLetterLog(LOG);
  private @Nullable ProcessorContext<byte[], byte[]> context;
  private @Nullable Picking picking;

  MatchProcessor(RulesAtWork rules, Function<Rules, Ingest> ingests, StreamMeters meters) {
    this.rules = rules;
    this.ingests = ingests;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> processorContext) {
    context = processorContext;
  }

  /** What picks from the inputs what certain rules want. */
  private record Picking(RulesAtWork.Current rules, Ingest ingest) {}

  /** By the rules of now: they may be others for every record. */
  private Ingest ingest() {
    RulesAtWork.Current now = rules.current();
    Picking known = picking;
    if (known == null || known.rules() != now) {
      known = new Picking(now, ingests.apply(now.rules()));
      picking = known;
    }
    return known.ingest();
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    ProcessorContext<byte[], byte[]> to = Objects.requireNonNull(context);
    Optional<RecordMetadata> from = to.recordMetadata();
    byte[] value = record.value();
    if (value == null || from.isEmpty()) {
      meters.recordEmpty();
      return;
    }
    long receivedMillis = to.currentSystemTimeMs();
    try {
      List<Ingest.Packed> packed =
          ingest().pack(origin(record, from.get().topic(), receivedMillis), value, meters);
      meters.recordRead(value.length);
      for (Ingest.Packed one : packed) {
        to.forward(new Record<>(one.key(), one.value().write(), receivedMillis), PACKED);
      }
    } catch (MalformedTelemetryException e) {
      String cause = String.valueOf(e.getMessage());
      meters.recordDead();
      deadLetters.log(from.get(), cause);
      to.forward(
          DeadLetters.of(record.withTimestamp(receivedMillis), from.get(), cause), DEAD_LETTERS);
    }
  }

  private static RecordOrigin origin(
      Record<byte[], byte[]> record, String topic, long receivedMillis) {
    return new RecordOrigin(
        topic, record.key() == null ? "" : text(record.key()), headers(record), receivedMillis);
  }

  private static Map<String, String> headers(Record<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      if (header.value() != null && headers.size() < MAX_HEADERS) {
        headers.putIfAbsent(header.key().toLowerCase(Locale.ROOT), text(header.value()));
      }
    }
    return headers;
  }

  /** Bytes as text; empty if they are not: a tenant's name is. */
  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return "";
    }
  }
}
