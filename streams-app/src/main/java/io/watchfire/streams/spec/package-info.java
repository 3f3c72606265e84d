/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Rules as people write them, checked, with every problem reported at its line.
 *
 * <p>Start at {@link io.watchfire.streams.spec.SloSpec}; {@link
 * io.watchfire.streams.spec.yaml.RuleFiles} reads it from YAML, {@link
 * io.watchfire.streams.spec.defaults.DefaultRules} makes those that nobody has to write.
 */
@NullMarked
package io.watchfire.streams.spec;

import org.jspecify.annotations.NullMarked;
