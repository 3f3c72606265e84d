/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The bytes of stores and internal topics: variable-length numbers and strings behind a format
 * version. Nothing outside Watchfire reads them.
 *
 * <p>Start at {@link io.watchfire.streams.codec.ByteWriter} and {@link
 * io.watchfire.streams.codec.ByteReader}.
 */
@NullMarked
package io.watchfire.streams.codec;

import org.jspecify.annotations.NullMarked;
