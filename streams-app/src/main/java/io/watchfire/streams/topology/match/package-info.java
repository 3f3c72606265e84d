/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * First stage, stateless: input records to packed records, one for each resource. Start at {@link
 * io.watchfire.streams.topology.match.MatchProcessor}.
 */
@NullMarked
package io.watchfire.streams.topology.match;

import org.jspecify.annotations.NullMarked;
