/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.app;

import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.schemas.otlp.Encoding;
import io.watchfire.streams.ingest.InputFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the list {@code inputs}: topics, what they carry, and how it is encoded. */
final class InputsReader {
  private InputsReader() {}

  static Map<String, InputFormat> read(Section root, KafkaSettings kafka) {
    Map<String, InputFormat> inputs = new LinkedHashMap<>();
    for (Section input : root.sections("inputs")) {
      String topic = input.requiredString("topic");
      InputFormat.Signal signal =
          input.choice("signal", InputFormat.Signal.METRICS, InputFormat.Signal::text);
      Encoding encoding = input.choice("encoding", standard(signal), InputsReader::name);
      if (signal == InputFormat.Signal.SPANS && encoding == Encoding.WATCHFIRE_JSON) {
        input.problem(
            "encoding", "encoding: watchfire_json (expected: otlp_proto or otlp_json for spans)");
      }
      if (inputs.put(topic, new InputFormat(signal, encoding)) != null) {
        input.problem("topic", "topic: " + topic + " (expected: each topic once)");
      }
    }
    return inputs.isEmpty() ? standard(kafka) : inputs;
  }

  private static Encoding standard(InputFormat.Signal signal) {
    return signal == InputFormat.Signal.SPAN_SUMMARIES
        ? Encoding.WATCHFIRE_JSON
        : Encoding.OTLP_PROTO;
  }

  /** The Collector's default topics, and our own for producers without an OpenTelemetry SDK. */
  private static Map<String, InputFormat> standard(KafkaSettings kafka) {
    Map<String, InputFormat> inputs = new LinkedHashMap<>();
    inputs.put("otlp_metrics", new InputFormat(InputFormat.Signal.METRICS, Encoding.OTLP_PROTO));
    inputs.put("otlp_spans", new InputFormat(InputFormat.Signal.SPANS, Encoding.OTLP_PROTO));
    inputs.put(
        kafka.topic("metrics"),
        new InputFormat(InputFormat.Signal.METRICS, Encoding.WATCHFIRE_JSON));
    inputs.put(
        kafka.topic("span-summaries"),
        new InputFormat(InputFormat.Signal.SPAN_SUMMARIES, Encoding.WATCHFIRE_JSON));
    return inputs;
  }

  /** Configuration writes them with {@code -}. */
  private static String name(Encoding encoding) {
    return encoding.text().replace('_', '-');
  }
}
