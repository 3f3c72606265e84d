/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * OpenTelemetry metrics and spans as they lie on Kafka topics, read in place.
 *
 * <p>Start at {@link io.watchfire.schemas.otlp.OtlpMetricsReader} and {@link
 * io.watchfire.schemas.otlp.OtlpSpansReader}: cursors over protobuf bytes that call a visitor and
 * skip by length what it does not want. There are no message objects: what a visitor gets are
 * flyweights, valid during the call. {@code Wire} is protobuf's wire format, {@code Envelope} what
 * metrics and spans share, {@code PointDecoder} the data points.
 */
@NullMarked
package io.watchfire.schemas.otlp;

import org.jspecify.annotations.NullMarked;
