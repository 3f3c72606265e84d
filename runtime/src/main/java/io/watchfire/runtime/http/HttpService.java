/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.watchfire.runtime.config.ConfigurationException;
import io.watchfire.runtime.config.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A running HTTP port. {@code /healthz} and {@code /readyz} are always there and open to everyone
 * who reaches the port; everything else needs the configured credentials. Errors are JSON, {@code
 * {"error": "..."}}, and never show a stack trace.
 */
public final class HttpService implements AutoCloseable {
  private final HelidonServer server;

  private HttpService(HelidonServer server) {
    this.server = server;
  }

  public static Builder builder(HttpSettings settings) {
    return new Builder(settings);
  }

  /** The port it listens on, also where a free one was asked for. */
  public int port() {
    return server.port();
  }

  /** Accepts no more, lets requests end for some seconds, then cuts them off. */
  @Override
  public void close() {
    server.close();
  }

  /** What the port serves. */
  public static final class Builder {
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final HttpSettings settings;
    private final List<Route> routes = new ArrayList<>();
    private final Map<String, Check> liveness = new LinkedHashMap<>();
    private final Map<String, Check> readiness = new LinkedHashMap<>();
    private @Nullable MeterRegistry registry;

    private Builder(HttpSettings settings) {
      this.settings = settings;
    }

    /**
     * @param path with parameters in braces, {@code /api/rules/{name}}
     */
    public Builder get(String path, Handler handler) {
      return route("GET", path, handler);
    }

    public Builder post(String path, Handler handler) {
      return route("POST", path, handler);
    }

    public Builder put(String path, Handler handler) {
      return route("PUT", path, handler);
    }

    public Builder delete(String path, Handler handler) {
      return route("DELETE", path, handler);
    }

    /**
     * Without the port's credentials: for paths that carry their own.
     *
     * @param path as for {@link #get}
     */
    public Builder openGet(String path, Handler handler) {
      routes.add(new Route("GET", path, true, handler));
      return this;
    }

    /**
     * The same for POST.
     *
     * @param maxBodyBytes larger bodies are refused with 413: whoever sends them is not known yet
     */
    public Builder openPost(String path, int maxBodyBytes, Handler handler) {
      routes.add(new Route("POST", path, true, maxBodyBytes, handler));
      return this;
    }

    private Builder route(String method, String path, Handler handler) {
      routes.add(new Route(method, path, false, handler));
      return this;
    }

    /** Serves the registry at {@code /metrics}, and counts and times requests in it. */
    public Builder metrics(PrometheusMeterRegistry metrics) {
      registry = metrics;
      return metrics("/metrics", metrics);
    }

    /** Serves another registry at a path of its own. */
    public Builder metrics(String path, PrometheusMeterRegistry metrics) {
      return get(path, request -> scrape(metrics, request));
    }

    /** A check of {@code /healthz}: fails only where a restart of the process would help. */
    public Builder alive(String name, Check check) {
      liveness.put(name, check);
      return this;
    }

    /** A check of {@code /readyz}: fails while the process cannot do its work. */
    public Builder ready(String name, Check check) {
      readiness.put(name, check);
      return this;
    }

    /**
     * Opens the port.
     *
     * @throws ConfigurationException if the port is taken, the TLS files cannot be used, or other
     *     hosts could reach the port without TLS and authentication
     */
    public HttpService start() {
      String refusal = settings.refusal();
      if (refusal != null) {
        throw new ConfigurationException(List.of(new Problem("http", 0, refusal)));
      }
      Health live = new Health(liveness);
      Health ready = new Health(readiness);
      List<Route> all = new ArrayList<>(routes);
      all.add(new Route("GET", "/healthz", true, request -> live.answer()));
      all.add(new Route("GET", "/readyz", true, request -> ready.answer()));
      return new HttpService(HelidonServer.start(settings, all, registry));
    }

    private static Response scrape(PrometheusMeterRegistry registry, Request request) {
      boolean openMetrics = request.headers().getOrDefault("accept", "").contains(OPEN_METRICS);
      String type =
          openMetrics
              ? OPEN_METRICS + "; version=1.0.0; charset=utf-8"
              : "text/plain; version=0.0.4; charset=utf-8";
      return Response.of(200, type, registry.scrape(type));
    }
  }
}
