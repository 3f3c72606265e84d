/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.demo;

import io.watchfire.schemas.otlp.OtlpMetricsWriter;
import io.watchfire.schemas.otlp.Temporality;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The simulated platform: seven services, three tenants, load with noise and a slow wave. The same
 * seed and times give the same telemetry.
 */
final class Platform {
  private static final double BACKGROUND_ERRORS = 0.0005;
  private static final double SPREAD = 0.5;
  private static final double WAVE = 0.3;
  private static final double WAVE_SECONDS = 90;
  private static final long OK = 200;
  private static final long BROKEN = 503;

  private final Random random;
  private final long startNanos;
  private final Map<String, RequestSeries> series = new LinkedHashMap<>();
  private long lastNanos;

  /**
   * @param startNanos since the epoch, when the platform's processes were started
   */
  Platform(long seed, long startNanos) {
    this.random = new Random(seed);
    this.startNanos = startNanos;
    this.lastNanos = startNanos;
  }

  /** Lets the requests since the last call happen. */
  void advance(long nowNanos, @Nullable Fault fault) {
    double seconds = (nowNanos - lastNanos) / (double) Duration.ofSeconds(1).toNanos();
    double age = (nowNanos - startNanos) / (double) Duration.ofSeconds(1).toNanos();
    double wave = 1 + WAVE * Math.sin(2 * Math.PI * age / WAVE_SECONDS);
    for (Service service : Service.MCP) {
      for (String tenant : Service.TENANTS) {
        double errors = errors(service, tenant, fault);
        long requests = around(service.perSecond() * wave * seconds);
        for (long i = 0; i < requests; i++) {
          request(service, tenant, random.nextDouble() < errors ? BROKEN : OK);
        }
      }
    }
    lastNanos = nowNanos;
  }

  /** What the service's SDK exports at that time; everything since its start. */
  byte[] metrics(Service service, long nowNanos) {
    OtlpMetricsWriter out = new OtlpMetricsWriter();
    out.beginResource(resource(service));
    out.beginHistogram("http.server.request.duration", "s", Temporality.CUMULATIVE);
    String prefix = service.name() + "/";
    series.forEach(
        (key, one) -> {
          if (key.startsWith(prefix)) {
            one.write(out, nowNanos);
          }
        });
    out.endMetric();
    out.endResource();
    return out.toByteArray();
  }

  /** Requests of the service and tenant so far, those that failed included. */
  long requests(Service service, String tenant) {
    return count(service, tenant, OK) + count(service, tenant, BROKEN);
  }

  /** Those that failed. */
  long errors(Service service, String tenant) {
    return count(service, tenant, BROKEN);
  }

  static Map<String, ?> resource(Service service) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("service.name", service.name());
    attributes.put("service.namespace", "mcp");
    attributes.put("service.instance.id", service.name() + "-0");
    attributes.put("deployment.environment.name", "demo");
    attributes.put("k8s.cluster.name", "demo");
    return attributes;
  }

  private void request(Service service, String tenant, long status) {
    double seconds = service.medianSeconds() * Math.exp(SPREAD * random.nextGaussian());
    series
        .computeIfAbsent(key(service, tenant, status), key -> create(service, tenant, status))
        .record(seconds);
  }

  private static double errors(Service service, String tenant, @Nullable Fault fault) {
    return fault != null && fault.hits(service, tenant) ? fault.share() : BACKGROUND_ERRORS;
  }

  private RequestSeries create(Service service, String tenant, long status) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("http.request.method", service.spanKind() == 2 ? "GET" : "POST");
    attributes.put("http.route", service.route());
    attributes.put("http.response.status_code", status);
    attributes.put("tenant", tenant);
    return new RequestSeries(attributes, startNanos);
  }

  private long count(Service service, String tenant, long status) {
    RequestSeries one = series.get(key(service, tenant, status));
    return one == null ? 0 : one.count();
  }

  private static String key(Service service, String tenant, long status) {
    return service.name() + "/" + tenant + "/" + status;
  }

  /** As many as happen at random when so many are expected; a normal approximation of Poisson. */
  private long around(double expected) {
    return Math.max(0, Math.round(expected + Math.sqrt(expected) * random.nextGaussian()));
  }
}
