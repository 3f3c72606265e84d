/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.sending;

import io.watchfire.router.connection.Auth;
import io.watchfire.router.connection.PemTls;
import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.Result;
import io.watchfire.router.targets.message.ShortKey;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts to one server, once per message. Follows no redirects. Thread-safe. */
public final class HttpSender implements AutoCloseable {
  /** Makes the request of an attempt; what it reads through {@code secrets} stays hidden. */
  public interface Composer {
    HttpCall compose(Revealed secrets) throws IOException;
  }

  private final HttpConfig config;
  private final Clock clock;
  private final HttpClient http;

  /**
   * Reads the certificates.
   *
   * @throws IllegalArgumentException if they cannot be used
   */
  HttpSender(HttpConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(config.timeout());
    if (config.tls() != null) {
      builder.sslContext(PemTls.context(config.tls()));
    }
    this.http = builder.build();
  }

  /** Tries once; never throws for what the network, the server or a secret's file does. */
  public Result post(Message message, Composer composer) throws InterruptedException {
    Revealed secrets = new Revealed();
    if (message.acknowledge() != null) {
      secrets.hideUrl(message.acknowledge()); // whoever has it can act
    }
    try {
      HttpCall call = composer.compose(secrets);
      HttpResponse<byte[]> response = exchange(request(call, message.key()));
      String where = HttpAddress.shown(call.url());
      return HttpAnswers.result(where, response, secrets, clock.instant());
    } catch (IOException e) {
      return new Result.Later(secrets.detail(reason(e)), null);
    }
  }

  /** The header that says who we are; none for {@link Auth.None}. */
  public static Map<String, String> headers(Auth auth, Revealed secrets) throws IOException {
    return switch (auth) {
      case Auth.None none -> Map.of();
      case Auth.Bearer bearer -> Map.of("Authorization", "Bearer " + secrets.read(bearer.token()));
      case Auth.Basic basic -> {
        String pair = basic.user() + ":" + secrets.read(basic.password());
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        secrets.hide(encoded);
        yield Map.of("Authorization", "Basic " + encoded);
      }
    };
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest request(HttpCall call, String key) throws IOException {
    if (!config.allowPlainHttp() && HttpAddress.isExposed(call.url())) {
      throw new IOException("url: plain http (expected: https, or allowPlainHttp: true)");
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("User-Agent", "Watchfire");
    headers.putAll(call.headers());
    headers.put("Idempotency-Key", ShortKey.visible(key));
    try {
      HttpRequest.Builder request = HttpRequest.newBuilder(call.url()).timeout(config.timeout());
      headers.forEach(request::setHeader);
      return request.POST(BodyPublishers.ofByteArray(call.body())).build();
    } catch (IllegalArgumentException e) {
      // Not as the cause: its message shows the value.
      throw new IOException("a header has a value that HTTP does not allow");
    }
  }

  /** The client's own timeout ends with the headers; a body that never comes must not hold us. */
  private HttpResponse<byte[]> exchange(HttpRequest request)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, head -> new BoundedBody());
    try {
      return answer.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + config.timeout().toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  /** A message for people: the JDK leaves some exceptions without one. */
  private static String reason(IOException e) {
    if (e instanceof ConnectException && e.getMessage() == null) {
      return "connection refused, or no such host";
    }
    String name = e.getClass().getSimpleName();
    return e.getMessage() == null ? name : e.getMessage();
  }
}
