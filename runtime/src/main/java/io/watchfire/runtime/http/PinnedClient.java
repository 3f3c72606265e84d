/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.http;

import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.Proxy;
import io.helidon.webclient.http1.Http1Client;
import io.helidon.webclient.http1.Http1ClientConfig;
import io.helidon.webclient.http1.Http1ClientRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * HTTP to one address of a name. The JDK's client chooses the address itself, and forgets the name
 * in TLS and {@code Host} where it is given an address; this one keeps the name in both.
 * Thread-safe.
 */
public final class PinnedClient implements AutoCloseable {
  private final Http1Client http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Connects when first used.
   *
   * @param tls null for the JVM's defaults
   * @param timeout of connecting, and of each read; > 0
   */
  public PinnedClient(InetAddress address, @Nullable SSLContext tls, Duration timeout) {
    Http1ClientConfig.Builder config =
        Http1Client.builder()
            .dnsResolver((name, family) -> address)
            .connectTimeout(timeout)
            .readTimeout(timeout)
            .followRedirects(false)
            .shareConnectionCache(false)
            .proxy(Proxy.noProxy());
    if (tls != null) {
      config.tls(Tls.builder().sslContext(tls).build());
    }
    this.http = config.build();
  }

  /**
   * Waits for the last byte of the answer, but no longer than that. Of its headers it tells {@code
   * Date} alone.
   *
   * @param body empty for none
   * @throws IOException if there is no answer in time, or TLS fails
   */
  public Response send(HttpRequest request, byte[] body, Duration timeout)
      throws IOException, InterruptedException {
    Future<Response> answer = threads.submit(() -> exchange(request, body));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw ioException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    http.closeResource();
  }

  private Response exchange(HttpRequest request, byte[] body) {
    Http1ClientRequest call = http.method(Method.create(request.method())).uri(request.uri());
    request
        .headers()
        .map()
        .forEach(
            (name, values) -> call.header(HeaderNames.create(name), values.toArray(String[]::new)));
    try (HttpClientResponse response = body.length == 0 ? call.request() : call.submit(body)) {
      return new Response(
          response.status().code(),
          "application/octet-stream",
          response.entity().hasEntity() ? response.as(byte[].class) : new byte[0],
          response
              .headers()
              .first(HeaderNames.DATE)
              .map(date -> Map.of("Date", date))
              .orElse(Map.of()));
    }
  }

  private static IOException ioException(@Nullable Throwable failure) {
    if (failure instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      return unchecked.getCause();
    }
    return failure instanceof IOException io
        ? io
        : new IOException(String.valueOf(failure), failure);
  }
}
