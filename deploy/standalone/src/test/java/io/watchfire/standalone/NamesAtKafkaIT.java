/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.watchfire.golden.Golden;
import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.runtime.kafka.Topics;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertJson;
import io.watchfire.schemas.alert.AlertState;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything at once, and what it is called: topics, groups, transactions and clients at Kafka, and
 * metrics. The next release goes on under the same names.
 */
class NamesAtKafkaIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ON_CALL =
      """
      targets: [{name: phone, type: webhook, url: 'http://127.0.0.1:9/'}]
      people: [{name: alice, timeZone: UTC, contacts: [phone]}]
      policies: [{name: p, steps: [{notify: [person/alice], escalateAfter: 1m}]}]
      routes: [{policy: p}]
      """;
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  @TempDir Path dir;
  private HttpServer alertmanager;

  @BeforeEach
  void startAlertmanager() throws IOException {
    alertmanager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    alertmanager.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] status =
                "{\"uptime\": \"2026-11-23T00:00:00Z\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, status.length);
            exchange.getResponseBody().write(status);
          }
        });
    alertmanager.start();
  }

  @AfterEach
  void stopAlertmanager() {
    alertmanager.stop(0);
  }

  @Test
  void topicsGroupsTransactionsClientsAndMetersHaveTheSameNames() throws Exception {
    try (Standalone standalone = Standalone.start(config(), Clock.systemUTC());
        Admin admin = Admin.create(KafkaSettings.embedded(standalone.bootstrap()).admin())) {
      Topics.createAndAwait(admin, List.of(new NewTopic("alertmanager.events", 1, (short) 1)));
      tellAlert(standalone.bootstrap());
      await().atMost(PATIENCE).until(() -> standalone.problems().isEmpty());
      await().atMost(PATIENCE).until(() -> standalone.warnings().isEmpty());
      awaitWord("router", () -> groups(admin));
      awaitWord("incidents", () -> transactions(admin));
      awaitWord("watchfire-oncall", NamesAtKafkaIT::clients);
      awaitWord("deliveries", () -> metrics(standalone.httpPort()));

      assertBecomes("topics.txt", () -> topics(admin));
      assertBecomes("groups.txt", () -> groups(admin));
      assertBecomes("transactions.txt", () -> transactions(admin));
      assertBecomes("clients.txt", NamesAtKafkaIT::clients);
      assertBecomes("metrics.txt", () -> metrics(standalone.httpPort()));
    }
  }

  /**
   * A stage whose producer is made anew, as on a machine that is too slow, has none for a moment.
   */
  private static void assertBecomes(String file, Callable<List<String>> names) {
    await().atMost(PATIENCE).untilAsserted(() -> Golden.assertSame(file, names.call()));
  }

  /** Whoever comes late is waited for. */
  private static void awaitWord(String word, Callable<List<String>> names) {
    await().atMost(PATIENCE).until(() -> names.call().toString().contains(word));
  }

  private StandaloneConfig config() throws IOException {
    Path onCall = Files.writeString(dir.resolve("oncall.yaml"), ON_CALL);
    URI url = URI.create("http://127.0.0.1:" + alertmanager.getAddress().getPort());
    return StandaloneConfig.load(
        new StandaloneConfig.Flags(
            null, dir.resolve("data"), 0, 0, List.of(url.toString()), List.of(), false),
        Map.of(
            "WATCHFIRE_ON_CALL_FILE",
            onCall.toString(),
            "WATCHFIRE_ROUTER_WATCHDOG",
            "true",
            "WATCHFIRE_ROUTER_EVENT_RECORDER_TOPIC",
            "alertmanager.events"));
  }

  /** A cursor is written once something is delivered. */
  private static void tellAlert(String bootstrap) throws Exception {
    Instant start = Instant.parse("2026-11-23T12:00:00Z");
    Alert alert =
        new Alert(
            Map.of("alertname", "Burn"),
            Map.of(),
            AlertState.FIRING,
            1,
            "condition",
            Alert.Mode.ALERT,
            start,
            null,
            start,
            null);
    byte[] key = alert.fingerprint().getBytes(StandardCharsets.UTF_8);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            KafkaSettings.embedded(bootstrap).producer(),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>("watchfire.alerts", key, new AlertJson().write(alert)))
          .get(30, TimeUnit.SECONDS);
    }
  }

  private static List<String> topics(Admin admin) throws Exception {
    List<ConfigResource> topics =
        admin.listTopics(new ListTopicsOptions().listInternal(false)).names().get().stream()
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .toList();
    List<String> lines = new ArrayList<>();
    for (Map.Entry<ConfigResource, Config> topic :
        admin.describeConfigs(topics).all().get().entrySet()) {
      Map<String, String> own =
          topic.getValue().entries().stream()
              .filter(e -> e.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
              .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
      lines.add(topic.getKey().name() + " " + new TreeMap<>(own));
    }
    return sorted(lines.stream());
  }

  private List<String> groups(Admin admin) throws ExecutionException, InterruptedException {
    Collection<GroupListing> groups = admin.listGroups().all().get();
    String port = Integer.toString(alertmanager.getAddress().getPort());
    return sorted(
        groups.stream()
            .map(group -> group.type().map(Object::toString).orElse("") + " " + group.groupId())
            .map(name -> name.replaceFirst(port + "-[0-9a-f]+", "PORT-HASH")));
  }

  private static List<String> transactions(Admin admin)
      throws ExecutionException, InterruptedException {
    return sorted(
        admin.listTransactions().all().get().stream()
            .map(TransactionListing::transactionalId)
            .map(NamesAtKafkaIT::withoutUuid));
  }

  /**
   * Every client of Kafka in this JVM is a bean. Two readers of incidents share one, which is gone
   * once the first of them is: whether it is there is a matter of time.
   */
  private static List<String> clients() throws Exception {
    return sorted(
        ManagementFactory.getPlatformMBeanServer()
            .queryNames(new ObjectName("kafka.*:type=app-info,id=*"), null)
            .stream()
            .map(name -> name.getDomain() + " " + name.getKeyProperty("id"))
            .filter(name -> !name.endsWith("watchfire-incidents"))
            .map(name -> name.replaceFirst("(adminclient|producer|consumer.*)-\\d+$", "$1-N"))
            .map(NamesAtKafkaIT::withoutUuid));
  }

  /** Names and labels' names; the labels' values are looked at where they are made. */
  private static List<String> metrics(int port) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (String path : List.of("/metrics", "/metrics/anomalies")) {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
        http.send(request, BodyHandlers.ofString())
            .body()
            .lines()
            .filter(line -> line.startsWith("watchfire_") || line.startsWith("# TYPE watchfire_"))
            .filter(line -> !line.startsWith("watchfire_http"))
            .map(line -> line.replaceAll("=\"[^\"]*\"", "").replaceAll("[ }]+[0-9.E+-]+$|NaN$", ""))
            .forEach(lines::add);
      }
    }
    return sorted(lines.stream());
  }

  private static List<String> sorted(Stream<String> lines) {
    return List.copyOf(lines.collect(Collectors.toCollection(TreeSet::new)));
  }

  private static String withoutUuid(String name) {
    return UUID.matcher(name).replaceAll("UUID");
  }
}
