/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.demo;

import java.util.List;

/**
 * One service of the simulated platform.
 *
 * @param route what it serves
 * @param perSecond requests per second and tenant on average
 * @param medianSeconds of a request's duration
 * @param spanKind 2 for servers, 5 for consumers of jobs
 */
record Service(String name, String route, double perSecond, double medianSeconds, int spanKind) {
  private static final int SERVER = 2;
  private static final int CONSUMER = 5;

  /** A media content platform: requests at the front, jobs behind. */
  static final List<Service> MCP =
      List.of(
          new Service("gateway", "/", 60, 0.04, SERVER),
          new Service("content-api", "/content/{id}", 40, 0.03, SERVER),
          new Service("image-worker", "/jobs/image", 12, 0.25, CONSUMER),
          new Service("audio-worker", "/jobs/audio", 6, 0.4, CONSUMER),
          new Service("video-worker", "/jobs/video", 5, 0.6, CONSUMER),
          new Service("text-worker", "/jobs/text", 15, 0.08, CONSUMER),
          new Service("storage", "/objects/{key}", 50, 0.01, SERVER));

  static final List<String> TENANTS = List.of("acme", "globex", "initech");
}
