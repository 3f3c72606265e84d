/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.ConfigFile;
import io.watchfire.runtime.config.Problem;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.kafka.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderConfigReaderTest {
  @TempDir Path dir;

  private final Problems problems = new Problems();

  @Test
  void nothingWrittenMeansNoEvents() throws IOException {
    assertThat(read("router: {}")).isNull();
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void theTopicIsRead() throws IOException {
    assertThat(read("router: {eventRecorder: {topic: alertmanager.events}}"))
        .isEqualTo(new RecorderConfig("alertmanager.events"));
    assertThat(problems.list()).isEmpty();
  }

  @Test
  void aSectionWithoutATopicIsAProblem() throws IOException {
    assertThat(read("router: {eventRecorder: {topik: a}}")).isNull();
    assertThat(problems.list())
        .extracting(Problem::message)
        .anyMatch(m -> m.startsWith("router.eventRecorder.topic: missing (expected: "))
        .anyMatch(m -> m.contains("unknown key \"topik\" (did you mean \"topic\"?)"));
  }

  @Test
  void ourOwnTopicsAndWhatIsNoTopicAreProblems() throws IOException {
    assertThat(read("router: {eventRecorder: {topic: watchfire.audit}}")).isNull();
    assertThat(read("router: {eventRecorder: {topic: 'a b'}}")).isNull();
    assertThat(problems.list())
        .extracting(Problem::message)
        .containsExactly(
            "router.eventRecorder.topic: watchfire.audit (expected: a topic that Watchfire does"
                + " not write to)",
            "router.eventRecorder.topic: 'a b' (expected: 1 to 249 letters, digits, '.', '_' and"
                + " '-')");
  }

  private RecorderConfig read(String yaml) throws IOException {
    Path file = Files.writeString(dir.resolve("w.yaml"), yaml);
    Section root = ConfigFile.load(file, Map.of(), problems);
    RecorderConfig config =
        RecorderConfigReader.read(root.section("router"), KafkaSettings.embedded("localhost:9092"));
    root.refuseUnknown();
    return config;
  }
}
