/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Rules as people write them, checked, with every problem reported at its line.
 *
 * <p>Start at {@link io.watchfire.spec.SloSpec}; {@link io.watchfire.spec.RuleFiles} reads it from
 * YAML, {@link io.watchfire.spec.DefaultRules} makes those that nobody has to write.
 */
@NullMarked
package io.watchfire.spec;

import org.jspecify.annotations.NullMarked;
