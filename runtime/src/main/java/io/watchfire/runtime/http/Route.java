/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.http;

/**
 * @param path with parameters in braces, {@code /api/rules/{name}}
 * @param open whether it needs no credentials
 */
record Route(String method, String path, boolean open, Handler handler) {}
