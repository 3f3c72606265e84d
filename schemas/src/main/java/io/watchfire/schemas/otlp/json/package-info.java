/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * OTLP in JSON, rewritten as OTLP in protobuf, so that one reader serves both. Start at {@link
 * io.watchfire.schemas.otlp.json.OtlpJson}; {@code OtlpSchema} has the messages as tables.
 */
@NullMarked
package io.watchfire.schemas.otlp.json;

import org.jspecify.annotations.NullMarked;
