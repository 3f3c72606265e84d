/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer: credentials first, then the body, then the handler. */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final HttpSettings settings;
  private final @Nullable MeterRegistry registry;

  Exchange(HttpSettings settings, @Nullable MeterRegistry registry) {
    this.settings = settings;
    this.registry = registry;
  }

  void handle(Route route, ServerRequest request, ServerResponse response) {
    long start = System.nanoTime();
    Response refusal = route.open() ? null : refusal(request);
    Response answer = refusal != null ? refusal : answer(route, request);
    send(response, answer);
    record(route, answer.status(), System.nanoTime() - start);
  }

  void refuseMethod(List<Route> ofPath, ServerRequest request, ServerResponse response) {
    String allowed = ofPath.stream().map(Route::method).sorted().collect(Collectors.joining(", "));
    String method = request.prologue().method().text();
    Response refusal = ofPath.stream().allMatch(Route::open) ? null : refusal(request);
    Response notAllowed = Response.error(405, method + " (expected: " + allowed + ")");
    send(response, refusal != null ? refusal : notAllowed.withHeader("Allow", allowed));
  }

  void refusePath(ServerRequest request, ServerResponse response) {
    Response refusal = refusal(request);
    Response notFound = Response.error(404, "nothing at " + request.path().path());
    send(response, refusal != null ? refusal : notFound);
  }

  private Response answer(Route route, ServerRequest request) {
    try {
      return route.handler().handle(read(request, route));
    } catch (HttpException e) {
      return Response.error(e.status(), String.valueOf(e.getMessage()));
    } catch (Exception e) {
      LOG.error("{} {} failed", route.method(), route.path(), e);
      return Response.error(500, "internal error, see the log");
    }
  }

  /** The answer to a request that may not come in, or null. */
  private @Nullable Response refusal(ServerRequest request) {
    Credentials credentials = settings.credentials();
    if (!settings.asksForCredentials()) {
      String reason =
          BrowserGuard.refusal(
              request.headers().value(HeaderNames.HOST),
              request.headers().value(HeaderNames.ORIGIN));
      return reason == null ? null : Response.error(403, reason);
    }
    String authorization = request.headers().value(HeaderNames.AUTHORIZATION).orElse(null);
    if (certificate(request) != null
        || (credentials.required() && credentials.accept(authorization))) {
      return null;
    }
    return Response.error(401, "credentials are missing or wrong")
        .withHeader("WWW-Authenticate", credentials.challenge());
  }

  private Request read(ServerRequest request, Route route) throws IOException {
    Map<String, String> parameters = new HashMap<>();
    request
        .path()
        .pathParameters()
        .toMap()
        .forEach((name, all) -> parameters.put(name, all.getFirst()));
    Map<String, String> headers = new HashMap<>();
    request
        .headers()
        .forEach(header -> headers.put(header.name().toLowerCase(Locale.ROOT), header.get()));
    return new Request(
        request.prologue().method().text(),
        request.path().path(),
        parameters,
        request.query().toMap(),
        headers,
        body(request, Math.min(settings.maxBodyBytes(), route.maxBodyBytes())),
        principal(request));
  }

  private String principal(ServerRequest request) {
    String certificate = certificate(request);
    return certificate != null
        ? certificate
        : settings
            .credentials()
            .principal(request.headers().value(HeaderNames.AUTHORIZATION).orElse(null));
  }

  /** Whose certificate, of an authority that is trusted, the client has shown; or null. */
  private @Nullable String certificate(ServerRequest request) {
    boolean trusts = settings.tls() != null && settings.tls().clientCa() != null;
    return trusts ? request.remotePeer().tlsPrincipal().map(Principal::getName).orElse(null) : null;
  }

  private static byte[] body(ServerRequest request, int limit) throws IOException {
    if (request.headers().contentLength().orElse(0) > limit) {
      throw tooLarge(limit);
    }
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] body = in.readNBytes(limit + 1);
      if (body.length > limit) {
        throw tooLarge(limit);
      }
      return body;
    }
  }

  private static HttpException tooLarge(int limit) {
    return new HttpException(413, "body too large (expected: at most " + limit + " bytes)");
  }

  private static void send(ServerResponse response, Response answer) {
    response.status(answer.status());
    response.header(HeaderNames.CONTENT_TYPE, answer.contentType());
    // Answers of an API are neither pages to sniff nor worth keeping.
    response.header("X-Content-Type-Options", "nosniff");
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    answer.headers().forEach(response::header);
    response.send(answer.body());
  }

  private void record(Route route, int status, long nanos) {
    if (registry != null) {
      Timer.builder("watchfire.http.requests")
          .description("Requests by route and status")
          .tag("method", route.method())
          .tag("route", route.path())
          .tag("status", Integer.toString(status))
          .register(registry)
          .record(nanos, TimeUnit.NANOSECONDS);
    }
  }
}
