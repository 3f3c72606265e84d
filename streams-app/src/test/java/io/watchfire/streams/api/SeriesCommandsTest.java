/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.runtime.http.HttpException;
import io.watchfire.runtime.http.Request;
import io.watchfire.runtime.http.Response;
import io.watchfire.streams.engine.SeriesCommand;
import io.watchfire.streams.engine.SeriesCommand.Kind;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.topology.SumsRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for over HTTP becomes commands where the numbers are. */
class SeriesCommandsTest {
  private final ShopReadings shop = new ShopReadings();
  private MockProducer<byte[], byte[]> producer = producer(true);

  @Test
  void everySeriesOfTheRuleThatHasTheLabelsIsTold() throws Exception {
    shop.orders("eu", Map.of()).orders("us", Map.of());
    shop.add("globex", "orders", Map.of("region", "eu"), Map.of(), ShopReadings.NOON, false);

    Response one =
        post(
            "{'command': 'freeze', 'rule': 'orders', 'tenant': 'acme', 'labels': {'region':"
                + " 'eu'}}");

    assertThat(one.status()).isEqualTo(202);
    assertThat(new ObjectMapper().readTree(one.body()).path("commands").asInt()).isEqualTo(1);
    assertThat(keys()).containsExactly(key("acme", "orders", "region", "eu"));

    post(
        "{'command': 'forget', 'rule': 'orders', 'labels': {'region': 'eu', 'service':"
            + " 'checkout'}}");
    assertThat(keys())
        .containsExactly(
            key("acme", "orders", "region", "eu"),
            key("acme", "orders", "region", "eu"),
            key("globex", "orders", "region", "eu"));
  }

  @Test
  void theCommandSaysWhoWhenAndUntilWhen() {
    shop.orders("eu", Map.of());
    post("{'command': 'freeze', 'rule': 'orders', 'until': '2026-11-23T18:00:00Z'}");
    ProducerRecord<byte[], byte[]> written = producer.history().getFirst();
    assertThat(written.topic()).isEqualTo("watchfire.sums");
    assertThat(SumsRecord.read(written.value()))
        .isEqualTo(
            SumsRecord.of(
                new SeriesCommand(
                    Kind.FREEZE,
                    "orders",
                    "ann",
                    ShopReadings.NOON,
                    Instant.parse("2026-11-23T18:00:00Z"))));
  }

  @Test
  void aRuleThatJudgesAnObjectiveIsToldWhereTheObjectiveIsMeasured() {
    shop.add("default", "errors", Map.of("tenant", "acme"), Map.of(), ShopReadings.NOON, false);
    post("{'command': 'unfreeze', 'rule': 'errors', 'tenant': 'acme'}");
    assertThat(keys()).containsExactly(key("default", "availability", "tenant", "acme"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                                | body: empty (expected: a JSON object)
          []                                                | body: no object (expected: a JSON object)
          {'command': 'freeze', 'rule': 'orders', 'labls': {}}  | labls: unknown (expected: one of command, rule, tenant, labels, until)
          {'rule': 'orders'}                                | command: missing (expected: one of freeze, unfreeze, forget)
          {'command': 'thaw', 'rule': 'orders'}             | command: thaw (expected: one of freeze, unfreeze, forget)
          {'command': 'freeze'}                             | rule: missing (expected: the name of a rule)
          {'command': 'freeze', 'rule': 7}                  | rule: 7 (expected: a string that is not empty)
          {'command': 'freeze', 'rule': 'orders', 'labels': 'eu'} | labels: "eu" (expected: an object of names and values)
          {'command': 'freeze', 'rule': 'orders', 'labels': {'region': 1}} | labels.region: 1 (expected: a string)
          {'command': 'forget', 'rule': 'orders', 'until': '2026-11-23T18:00:00Z'} | until: 2026-11-23T18:00:00Z (expected: left out; only a freeze has an end)
          {'command': 'freeze', 'rule': 'orders', 'until': 'tomorrow'} | until: tomorrow (expected: a time such as 2026-11-23T18:00:00Z)
          {'command': 'freeze', 'rule': 'orders', 'until': '2026-11-23T11:59:00Z'} | until: 2026-11-23T11:59:00Z (expected: later than now, 2026-11-23T12:00:00Z)
          """,
      quoteCharacter = '~')
  void whatIsNotUnderstoodIsRefusedByItsField(String body, String message) {
    shop.orders("eu", Map.of());
    assertRefused(body == null || body.equals("''") ? "" : body, 400, message);
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void twiceTheSameFieldOrMoreThanOneObjectIsRefused() {
    assertThatThrownBy(() -> post("{'command': 'freeze', 'command': 'forget', 'rule': 'orders'}"))
        .hasMessageContaining("Duplicate")
        .hasMessageEndingWith("(expected: a JSON object)");
    assertThatThrownBy(() -> post("{'command': 'freeze', 'rule': 'orders'} {}"))
        .isInstanceOf(HttpException.class);
  }

  @Test
  void nothingThatMatchesIsNotFoundAndSaysWhatThereIs() {
    shop.orders("eu", Map.of()).orders("us", Map.of());
    assertRefused(
        "{'command': 'freeze', 'rule': 'order'}",
        404,
        "rule: order (expected: a rule that judges a series, such as errors or orders)");
    assertRefused(
        "{'command': 'freeze', 'rule': 'orders', 'labels': {'region': 'asia'}}",
        404,
        "no series of rule orders has {region=asia} (expected: one that has been judged, such as"
            + " {region=eu,service=checkout,tenant=acme} or"
            + " {region=us,service=checkout,tenant=acme})");
    assertRefused(
        "{'command': 'freeze', 'rule': 'errors'}",
        404,
        "no series of rule errors (expected: one that has been judged, of which there is none"
            + " yet)");
  }

  @Test
  void moreSeriesThanAnybodyMeantAreRefused() {
    for (int i = 0; i <= SeriesCommands.MOST; i++) {
      shop.orders("r" + i, Map.of());
    }
    assertRefused(
        "{'command': 'forget', 'rule': 'orders'}",
        400,
        "labels: 1001 series of rule orders match (expected: at most 1000, narrowed by tenant and"
            + " labels)");
    assertThat(producer.history()).isEmpty();
    shop.all().remove(shop.all().keySet().iterator().next());
    assertThat(post("{'command': 'forget', 'rule': 'orders'}").status()).isEqualTo(202);
    assertThat(producer.history()).hasSize(1_000);
  }

  @Test
  void whatKafkaDoesNotTakeIsNotAnsweredAsAccepted() {
    shop.orders("eu", Map.of());
    producer = producer(true);
    producer.sendException = new NotEnoughReplicasException("one of two");
    assertRefused(
        "{'command': 'freeze', 'rule': 'orders'}",
        503,
        "Kafka did not take every command (expected: the same request again, later)");
  }

  private void assertRefused(String body, int status, String message) {
    assertThatThrownBy(() -> post(body))
        .isInstanceOfSatisfying(HttpException.class, e -> assertThat(e.status()).isEqualTo(status))
        .hasMessage(message);
  }

  private Response post(String body) {
    SeriesCommands commands =
        new SeriesCommands(
            ShopReadings::rules,
            shop::all,
            producer,
            "watchfire.sums",
            InstantSource.fixed(ShopReadings.NOON));
    byte[] json = body.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return commands.handle(
        new Request(
            "POST", "/api/v1/anomalies/commands", Map.of(), Map.of(), Map.of(), json, "ann"));
  }

  private List<GroupKey> keys() {
    return producer.history().stream().map(record -> GroupKey.of(record.key())).toList();
  }

  private static GroupKey key(String tenant, String indicator, String label, String value) {
    return new GroupKey(tenant, "", indicator, Map.of(label, value));
  }

  private static MockProducer<byte[], byte[]> producer(boolean acknowledges) {
    return new MockProducer<>(
        acknowledges, null, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
