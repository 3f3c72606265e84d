/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Configuration and rule files: YAML that knows its lines, read into types, with every problem
 * reported at once.
 *
 * <p>Start at {@link io.watchfire.runtime.config.ConfigFile} for a process's configuration, or at
 * {@link io.watchfire.runtime.config.Yaml} for documents of any kind; {@link
 * io.watchfire.runtime.config.Section} reads both.
 */
@NullMarked
package io.watchfire.runtime.config;

import org.jspecify.annotations.NullMarked;
