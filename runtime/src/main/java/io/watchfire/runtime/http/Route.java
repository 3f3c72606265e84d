/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.http;

/**
 * @param path with parameters in braces, {@code /api/rules/{name}}
 * @param open whether it needs no credentials
 * @param maxBodyBytes a limit of its own, below that of the port
 */
record Route(String method, String path, boolean open, int maxBodyBytes, Handler handler) {
  /** With no other limit than the port's. */
  Route(String method, String path, boolean open, Handler handler) {
    this(method, path, open, Integer.MAX_VALUE, handler);
  }
}
