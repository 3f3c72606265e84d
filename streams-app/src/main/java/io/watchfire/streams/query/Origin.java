/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.query;

/**
 * Who made the numbers of a source. Own numbers of different processes are different requests and
 * add up. What was derived from spans, by a connector or by ourselves, may be the same requests
 * again under another resource: it counts only where there is nothing better. The order is that of
 * preference.
 */
public enum Origin {
  /** The process that served the requests. */
  OWN,
  /** A connector that makes metrics of spans. */
  SPAN_METRICS,
  /** Tempo's metrics generator. */
  TEMPO,
  /** A graph of services: what one service calls at another. */
  SERVICE_GRAPH,
  /** Spans, counted by ourselves. */
  SPANS
}
