/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Protobuf's wire format, without message objects: a cursor that reads, a writer, and slices of
 * bytes. Start at {@link io.watchfire.schemas.protobuf.Wire}.
 */
@NullMarked
package io.watchfire.schemas.protobuf;

import org.jspecify.annotations.NullMarked;
