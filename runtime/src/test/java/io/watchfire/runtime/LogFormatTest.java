/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.time.MutableInstant;
import org.apache.logging.log4j.layout.template.json.JsonTemplateLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.junit.jupiter.api.Test;

class LogFormatTest {

  @Test
  void writesOneJsonObjectWithWhatIsKnown() throws Exception {
    SortedArrayStringMap context = new SortedArrayStringMap();
    context.putValue("tenant", "acme");
    context.putValue("trace_id", "0af7651916cd43dd8448eb211c80319c");
    JsonNode log =
        render(event().setContextData(context).setThrown(new IllegalStateException("boom")));
    assertThat(log.path("timestamp").asText()).isEqualTo("2026-11-23T00:00:00.007Z");
    assertThat(log.path("level").asText()).isEqualTo("WARN");
    assertThat(log.path("logger").asText()).isEqualTo("io.watchfire.Test");
    assertThat(log.path("message").asText()).isEqualTo("line one\nline two");
    assertThat(log.path("thread").asText()).isEqualTo("worker");
    assertThat(log.path("tenant").asText()).isEqualTo("acme");
    assertThat(log.path("trace_id").asText()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(log.path("exception").asText()).contains("IllegalStateException: boom");
  }

  @Test
  void leavesOutWhatIsNot() throws Exception {
    assertThat(render(event()).fieldNames())
        .toIterable()
        .containsExactly("timestamp", "level", "logger", "message", "thread");
  }

  @Test
  void logsJsonUnlessToldOtherwiseAndKeepsKafkaQuiet() {
    LoggerContext context =
        Configurator.initialize("shipped", LogFormatTest.class.getClassLoader(), "log4j2.xml");
    try {
      Configuration shipped = context.getConfiguration();
      assertThat(shipped.getRootLogger().getAppenders()).containsOnlyKeys("json");
      assertThat(shipped.getLoggerConfig("io.watchfire.Any").getLevel()).isEqualTo(Level.INFO);
      assertThat(shipped.getLoggerConfig("org.apache.kafka.Any").getLevel()).isEqualTo(Level.WARN);
    } finally {
      context.close();
    }
  }

  private static Log4jLogEvent.Builder event() {
    MutableInstant instant = new MutableInstant();
    instant.initFromEpochMilli(1_795_392_000_007L, 0);
    return Log4jLogEvent.newBuilder()
        .setLoggerName("io.watchfire.Test")
        .setLevel(Level.WARN)
        .setMessage(new SimpleMessage("line one\nline two"))
        .setThreadName("worker")
        .setInstant(instant);
  }

  private static JsonNode render(Log4jLogEvent.Builder event) throws Exception {
    JsonTemplateLayout layout =
        JsonTemplateLayout.newBuilder()
            .setConfiguration(new DefaultConfiguration())
            .setEventTemplateUri("classpath:watchfire-log.json")
            .build();
    String line = layout.toSerializable(event.build());
    assertThat(line.strip()).doesNotContain("\n");
    return JsonMapper.builder().build().readTree(line);
  }
}
