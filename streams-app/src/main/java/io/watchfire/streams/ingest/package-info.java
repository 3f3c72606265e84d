/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * From input records to packed records: decodes only what rules want, resolves the tenant, and
 * reduces every matched point to the numbers that rules count.
 *
 * <p>Start at {@link io.watchfire.streams.ingest.Ingest}; {@link
 * io.watchfire.streams.ingest.RuleIndex} finds the rules that want a metric, {@link
 * io.watchfire.streams.ingest.PackedRecord} is what leaves.
 */
@NullMarked
package io.watchfire.streams.ingest;

import org.jspecify.annotations.NullMarked;
