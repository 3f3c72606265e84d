/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * A single value, not yet given a type: what {@code 99.90} means is for the reader to say.
 *
 * @param text as written, or null for YAML's null ({@code ~}, {@code null}, nothing at all)
 * @param quoted whether it stood in quotes or in a block
 */
public record YamlScalar(String source, int line, @Nullable String text, boolean quoted)
    implements YamlNode {}
