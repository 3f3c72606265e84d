/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose telemetry a record is: the first step of a chain that knows. */
class ResolverTest {
  private static final RecordOrigin ORIGIN =
      new RecordOrigin("acme.metrics", "by-key", Map.of("x-tenant", "by-header"), 0);

  private final Resolver chain =
      new Resolver(
          List.of(
              new Resolver.Header("X-Tenant"),
              new Resolver.ResourceAttribute("tenant.id"),
              new Resolver.Default("nobody")));

  @Test
  void aHeaderIsFoundInAnyCaseAndGoesBeforeTheAttribute() {
    assertThat(chain.resolve(ORIGIN, Map.of("tenant.id", "by-attribute"))).isEqualTo("by-header");
  }

  @Test
  void withoutTheHeaderTheAttributeOfTheResourceSays() {
    assertThat(chain.resolve(without(), Map.of("tenant.id", "by-attribute")))
        .isEqualTo("by-attribute");
  }

  @Test
  void anEmptyAttributeSaysNothing() {
    assertThat(chain.resolve(without(), Map.of("tenant.id", ""))).isEqualTo("nobody");
  }

  @Test
  void theDefaultIsForWhatCameWithoutAny() {
    assertThat(chain.resolve(without(), Map.of())).isEqualTo("nobody");
  }

  @Test
  void aChainWithoutADefaultMayFindNone() {
    assertThat(new Resolver(List.of(new Resolver.Header("x"))).resolve(ORIGIN, Map.of())).isEmpty();
  }

  @Test
  void theKeyOfTheRecordCanSay() {
    assertThat(new Resolver(List.of(new Resolver.Key())).resolve(ORIGIN, Map.of()))
        .isEqualTo("by-key");
  }

  @Test
  void theNameOfTheTopicCanSayWhereThePatternMatchesAllOfIt() {
    assertThat(byTopic("(\\w+)\\.metrics")).isEqualTo("acme");
    assertThat(byTopic("(\\w+)\\.met")).isEmpty();
    assertThat(byTopic("\\w+\\.metrics")).as("no group, no name").isEmpty();
  }

  @Test
  void aKeyThatNoStepReadsIsNotRelevant() {
    assertThat(chain.relevant(ORIGIN).key()).isEmpty();
    assertThat(new Resolver(List.of(new Resolver.Key())).relevant(ORIGIN).key())
        .isEqualTo("by-key");
  }

  @Test
  void onlyTheHeadersOfTheChainAreRelevant() {
    RecordOrigin many =
        new RecordOrigin("t", "", Map.of("x-tenant", "a", "traceparent", "00-1-2-01"), 5);
    assertThat(chain.relevant(many))
        .isEqualTo(new RecordOrigin("t", "", Map.of("x-tenant", "a"), 0));
  }

  private static String byTopic(String pattern) {
    return new Resolver(List.of(new Resolver.TopicPattern(Pattern.compile(pattern))))
        .resolve(ORIGIN, Map.of());
  }

  private static RecordOrigin without() {
    return new RecordOrigin("acme.metrics", "", Map.of(), 0);
  }
}
