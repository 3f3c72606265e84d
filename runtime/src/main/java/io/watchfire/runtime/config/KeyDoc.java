/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.config;

/**
 * A key that a process reads, for comparing the documentation with the code.
 *
 * @param path from the root, {@code http.tls.certFile}; items of a list as {@code targets[].url}
 * @param type what it is read as, in a word
 * @param defaultText the default as text, empty where there is none
 */
public record KeyDoc(String path, String type, String defaultText) {}
