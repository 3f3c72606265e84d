/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.metrics.v1.MetricsData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code docs/producers.md} tells producers to send is taken. */
class ProducersPageTest {
  private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  @Test
  void theExamplesOnThePageAreRead() throws Exception {
    String page = Files.readString(Path.of("..", "docs", "producers.md"));
    List<byte[]> blocks =
        BLOCK
            .matcher(page)
            .results()
            .map((MatchResult block) -> block.group(1).getBytes(StandardCharsets.UTF_8))
            .toList();
    assertThat(blocks).hasSize(2);
    WatchfireJson json = new WatchfireJson();
    assertThat(metricCount(json.metrics(blocks.get(0)))).isEqualTo(3);
    assertThat(metricCount(json.spanSummaries(blocks.get(1)))).isEqualTo(2);
  }

  private static int metricCount(byte[] otlp) throws Exception {
    return MetricsData.parseFrom(otlp).getResourceMetrics(0).getScopeMetrics(0).getMetricsCount();
  }
}
