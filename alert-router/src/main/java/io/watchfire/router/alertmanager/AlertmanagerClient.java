/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.alertmanager;

import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.connection.Auth;
import io.watchfire.router.connection.PemTls;
import io.watchfire.runtime.http.PinnedClient;
import io.watchfire.runtime.http.Response;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Talks HTTP to one Alertmanager. Thread-safe. */
public final class AlertmanagerClient implements AutoCloseable {
  /** An answer, whatever its status; {@code date} is the header of that name, null without. */
  @SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
  public record Answer(int status, byte[] body, @Nullable String date) {}

  private final AlertmanagerConfig config;
  private final HttpClient http;
  private final @Nullable PinnedClient pinned;

  /**
   * Reads the certificates.
   *
   * @throws IllegalArgumentException if they cannot be used
   */
  public AlertmanagerClient(AlertmanagerConfig config) {
    this(new Endpoint(config, null));
  }

  /**
   * Reads the certificates.
   *
   * @throws IllegalArgumentException if they cannot be used
   */
  public AlertmanagerClient(Endpoint endpoint) {
    this.config = endpoint.config();
    SSLContext tls = config.tls() == null ? null : PemTls.context(config.tls());
    this.pinned =
        endpoint.address() == null
            ? null
            : new PinnedClient(endpoint.address(), tls, config.timeout());
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(config.timeout());
    if (tls != null) {
      builder.sslContext(tls);
    }
    this.http = builder.build();
  }

  /** Posts alerts; never throws for what the network or the server does. */
  public Outcome post(byte[] body) throws InterruptedException {
    return post(body, Map.of());
  }

  /** The same with further request headers. */
  public Outcome post(byte[] body, Map<String, String> headers) throws InterruptedException {
    try {
      HttpRequest.Builder request = request("/api/v2/alerts", config.timeout());
      headers.forEach(request::setHeader);
      request.header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body));
      Answer answer = send(request.build(), body, config.timeout());
      return Answers.outcome(answer.status(), new String(answer.body(), StandardCharsets.UTF_8));
    } catch (SSLHandshakeException e) {
      return e.getCause() instanceof EOFException
          ? new Outcome.Unavailable("the connection was closed")
          : new Outcome.Misconfigured("TLS: " + e.getMessage());
    } catch (IOException e) {
      return new Outcome.Unavailable(Answers.reason(e));
    }
  }

  /**
   * What the member says of itself; unknown if the answer is no such thing.
   *
   * @throws IOException if it does not answer in time
   */
  public PeerStatus status(Duration timeout, Map<String, String> headers)
      throws IOException, InterruptedException {
    Answer answer = get("/api/v2/status", timeout, headers);
    if (answer.status() >= 500) {
      throw new IOException("status " + answer.status());
    }
    return answer.status() == 200
        ? PeerStatus.of(answer.body(), answer.date())
        : PeerStatus.UNKNOWN;
  }

  /**
   * Any call of its API.
   *
   * @return the answer's body
   * @throws IOException if there is no 200 in time
   */
  byte[] call(String method, String path, byte[] body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path, config.timeout());
    headers.forEach(request::setHeader);
    if (body.length > 0) {
      request.header("Content-Type", "application/json");
    }
    request.method(method, BodyPublishers.ofByteArray(body));
    Answer answer = send(request.build(), body, config.timeout());
    if (answer.status() != 200) {
      throw new IOException(config.url() + path + " answers " + answer.status());
    }
    return answer.body();
  }

  /**
   * The labels of every alert that is not resolved, by fingerprint.
   *
   * @throws IOException if it does not answer so in time
   */
  public Map<String, Map<String, String>> alerts(Duration timeout, Map<String, String> headers)
      throws IOException, InterruptedException {
    Answer answer = get("/api/v2/alerts", timeout, headers);
    if (answer.status() != 200) {
      throw new IOException("status " + answer.status());
    }
    return Answers.alerts(answer.body());
  }

  /**
   * Asks for something below the URL.
   *
   * @throws IOException if it does not answer in time
   */
  public Answer get(String path, Duration timeout, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path, timeout).GET();
    headers.forEach(request::setHeader);
    return send(request.build(), new byte[0], timeout);
  }

  @Override
  public void close() {
    http.shutdownNow();
    if (pinned != null) {
      pinned.close();
    }
  }

  private HttpRequest.Builder request(String path, Duration timeout) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(config.url() + path))
            .timeout(timeout)
            .header("User-Agent", "Watchfire");
    config.headers().forEach(request::setHeader);
    switch (config.auth()) {
      case Auth.None none -> {}
      case Auth.Basic basic -> {
        String pair = basic.user() + ":" + basic.password().read();
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        request.setHeader("Authorization", "Basic " + encoded);
      }
      case Auth.Bearer bearer ->
          request.setHeader("Authorization", "Bearer " + bearer.token().read());
    }
    return request;
  }

  /** The client's own timeout ends with the headers; a body that never comes must not hold us. */
  private Answer send(HttpRequest request, byte[] body, Duration timeout)
      throws IOException, InterruptedException {
    if (pinned != null) {
      Response answer = pinned.send(request, body, timeout);
      return new Answer(answer.status(), answer.body(), answer.headers().get("Date"));
    }
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, BodyHandlers.ofByteArray());
    try {
      HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Date").orElse(null));
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }
}
