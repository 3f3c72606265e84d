/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Reads rules from Watchfire's own YAML, with every problem at its line. Readers of other formats
 * stand beside this package, not in it. Start at {@link io.watchfire.streams.spec.yaml.RuleFiles}.
 */
@NullMarked
package io.watchfire.streams.spec.yaml;

import org.jspecify.annotations.NullMarked;
