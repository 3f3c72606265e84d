/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.watchfire.runtime.config.ConfigurationException;
import io.watchfire.runtime.config.Secret;
import io.watchfire.runtime.metrics.Metrics;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpServiceTest {
  private static final HttpSettings LOCAL = HttpSettings.local(0);

  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable HttpService service;

  @AfterEach
  void stop() {
    if (service != null) {
      service.close();
    }
    client.close();
  }

  @Test
  void routesByMethodPathAndParameters() throws Exception {
    start(
        HttpService.builder(LOCAL)
            .get(
                "/api/rules/{kind}/{name}",
                r ->
                    Response.text(
                        200,
                        r.pathParameter("kind")
                            + " "
                            + r.pathParameter("name")
                            + " "
                            + r.queryParameter("q")))
            .post("/api/rules", r -> Response.json(201, Map.of("got", r.text()))));
    assertThat(get("/api/rules/slo/check%20out?q=a%26b").body()).isEqualTo("slo check out a&b");
    HttpResponse<String> posted = post("/api/rules", "ünï");
    assertThat(posted.statusCode()).isEqualTo(201);
    assertThat(posted.body()).isEqualTo("{\"got\":\"ünï\"}");
    assertThat(posted.headers().firstValue("content-type")).contains("application/json");
  }

  @Test
  void answersErrorsAsJsonWithoutStackTraces() throws Exception {
    start(
        HttpService.builder(LOCAL)
            .get(
                "/broken",
                r -> {
                  throw new IllegalStateException("secret detail");
                })
            .get(
                "/picky",
                r -> {
                  throw new HttpException(422, "q: x (expected: a number)");
                }));
    assertError(get("/nowhere"), 404, "nothing at /nowhere");
    assertError(post("/broken", ""), 405, "POST (expected: GET)");
    assertError(get("/picky"), 422, "q: x (expected: a number)");
    assertError(get("/broken"), 500, "internal error, see the log");
  }

  @Test
  void refusesLargeBodiesWhetherOrNotTheyTellTheirLength() throws Exception {
    HttpSettings small = new HttpSettings("127.0.0.1", 0, null, Credentials.none(), 1_024);
    start(HttpService.builder(small).post("/in", r -> Response.text(200, "" + r.body().length)));
    assertThat(post("/in", "x".repeat(1_024)).body()).isEqualTo("1024");
    assertError(
        post("/in", "x".repeat(1_025)), 413, "body too large (expected: at most 1024 bytes)");
    HttpRequest chunked =
        HttpRequest.newBuilder(uri("/in"))
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[5_000])))
            .build();
    assertError(send(chunked), 413, "body too large (expected: at most 1024 bytes)");
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void pathOpenToEverybodyHasASmallerLimitOfItsOwn() throws Exception {
    start(
        HttpService.builder(LOCAL)
            .openPost("/open", 100, r -> Response.text(200, "" + r.body().length))
            .post("/in", r -> Response.text(200, "" + r.body().length)));
    assertThat(post("/open", "x".repeat(100)).body()).isEqualTo("100");
    assertError(
        post("/open", "x".repeat(101)), 413, "body too large (expected: at most 100 bytes)");
    assertThat(post("/in", "x".repeat(101)).body()).isEqualTo("101");
  }

  @Test
  void asksForCredentialsEverywhereButOnProbes() throws Exception {
    Credentials both = new Credentials(new Secret("t0ken"), "ann", new Secret("pw"));
    start(
        HttpService.builder(new HttpSettings("127.0.0.1", 0, null, both, 1_024))
            .get("/api", r -> Response.text(200, "in"))
            .get("/who", r -> Response.text(200, r.principal())));
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    assertError(get("/api"), 401, "credentials are missing or wrong");
    assertThat(get("/api").headers().firstValue("www-authenticate")).isPresent();
    assertThat(get("/nowhere").statusCode()).isEqualTo(401);
    assertThat(get("/api", "Bearer wrong").statusCode()).isEqualTo(401);
    assertThat(get("/api", "Bearer t0ken").body()).isEqualTo("in");
    assertThat(get("/api", basic("ann:pw")).body()).isEqualTo("in");
    assertThat(get("/who", basic("ann:pw")).body()).isEqualTo("ann");
    assertThat(get("/who", "Bearer t0ken").body()).isEqualTo("token");
    assertThat(get("/api", basic("ann:no")).statusCode()).isEqualTo(401);
    assertThat(get("/api", "Basic %%%").statusCode()).isEqualTo(401);
    assertThat(get("/api", "Basic t0ken").statusCode()).isEqualTo(401);
  }

  @Test
  void keepsForeignWebPagesOutOfAPortWithoutCredentials() throws Exception {
    start(HttpService.builder(LOCAL).post("/api", r -> Response.text(200, "in")));
    HttpRequest.Builder post =
        HttpRequest.newBuilder(uri("/api")).POST(BodyPublishers.ofString("x"));
    assertThat(send(post.copy().header("Origin", "https://evil.example").build()).statusCode())
        .isEqualTo(403);
    assertThat(send(post.copy().header("Origin", "null").build()).statusCode()).isEqualTo(403);
    assertThat(send(post.copy().header("Origin", "http://localhost:3000").build()).body())
        .isEqualTo("in");
    assertThat(BrowserGuard.refusal(Optional.of("evil.example:8080"), Optional.empty()))
        .contains("host evil.example:8080 (expected: localhost");
    assertThat(BrowserGuard.refusal(Optional.of("[::1]:8080"), Optional.empty())).isNull();
    assertThat(BrowserGuard.refusal(Optional.of("localhost"), Optional.empty())).isNull();
  }

  @Test
  void isReadyOnlyWhenEveryCheckPasses() throws Exception {
    boolean[] works = {false};
    start(
        HttpService.builder(LOCAL)
            .ready("kafka", () -> null)
            .ready("streams", () -> works[0] ? null : "restoring")
            .ready(
                "router",
                () -> {
                  if (!works[0]) {
                    throw new IllegalStateException("boom");
                  }
                  return null;
                }));
    HttpResponse<String> before = get("/readyz");
    assertThat(before.statusCode()).isEqualTo(503);
    assertThat(before.body())
        .contains("\"kafka\":{\"ok\":true}")
        .contains("\"problem\":\"restoring\"")
        .contains("the check itself failed: IllegalStateException");
    works[0] = true;
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void servesMetricsOfTheProcessAndOfItsOwnRequests() throws Exception {
    PrometheusMeterRegistry more = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    more.counter("more").increment();
    try (Metrics metrics = Metrics.create()) {
      start(
          HttpService.builder(LOCAL)
              .metrics(metrics.registry())
              .metrics("/metrics/more", more)
              .get("/api/{id}", r -> Response.text(200, r.principal())));
      assertThat(get("/api/7", basic("ann:pw")).body()).isEqualTo("anybody");
      assertThat(get("/metrics/more").body()).contains("more_total 1.0").doesNotContain("jvm_");
      HttpResponse<String> scraped = get("/metrics");
      assertThat(scraped.headers().firstValue("content-type"))
          .contains("text/plain; version=0.0.4; charset=utf-8");
      assertThat(scraped.body())
          .contains("jvm_memory_used_bytes")
          .contains("process_uptime_seconds")
          .contains("watchfire_http_requests_seconds_count{method=\"GET\",route=\"/api/{id}\"");
    }
  }

  @Test
  void refusesToBeReachedFromOtherHostsWithoutTlsAndCredentials() {
    HttpSettings open = new HttpSettings("0.0.0.0", 0, null, Credentials.none(), 1_024);
    assertThatThrownBy(() -> HttpService.builder(open).start())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("http.host: 0.0.0.0 can be reached from other hosts")
        .hasMessageContaining("expected: tls and auth configured");
  }

  @Test
  void saysThatThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      HttpSettings settings = LOCAL.withPort(taken.getLocalPort());
      assertThatThrownBy(() -> HttpService.builder(settings).start())
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("port " + taken.getLocalPort() + " on 127.0.0.1 cannot be opened");
    }
  }

  @Test
  void letsARunningRequestEndBeforeItStops() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    start(
        HttpService.builder(LOCAL)
            .get(
                "/slow",
                r -> {
                  inside.countDown();
                  assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
                  return Response.text(200, "done");
                }));
    CompletableFuture<HttpResponse<String>> slow =
        client.sendAsync(
            HttpRequest.newBuilder(uri("/slow")).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Void> stopping = CompletableFuture.runAsync(service::close);
    go.countDown();
    assertThat(slow.get(10, TimeUnit.SECONDS).body()).isEqualTo("done");
    stopping.get(10, TimeUnit.SECONDS);
  }

  private static void assertError(HttpResponse<String> response, int status, String message) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).isEqualTo("{\"error\":\"" + message + "\"}");
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes());
  }

  private void start(HttpService.Builder builder) {
    service = builder.start();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + service.port() + path);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  private HttpResponse<String> get(String path, String authorization) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).header("Authorization", authorization).build());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(body)).build());
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client
        .sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .orTimeout(Duration.ofSeconds(20).toSeconds(), TimeUnit.SECONDS)
        .get();
  }
}
