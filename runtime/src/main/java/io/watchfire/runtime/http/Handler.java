/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.http;

/** Answers requests of one route. Runs on a virtual thread: blocking is fine. */
@FunctionalInterface
public interface Handler {

  /**
   * @throws HttpException to answer with its status; anything else is logged and answered with 500
   */
  Response handle(Request request) throws Exception;
}
