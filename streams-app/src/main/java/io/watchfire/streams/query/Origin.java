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
  OWN(0),
  /** A connector that makes metrics of spans. */
  SPAN_METRICS(1),
  /** Tempo's metrics generator. */
  TEMPO(2),
  /** A graph of services: what one service calls at another. */
  SERVICE_GRAPH(3),
  /** Spans, counted by ourselves. */
  SPANS(4);

  private final int rank;

  Origin(int rank) {
    this.rank = rank;
  }

  /** Its place in the order of preference, from 0, the most preferred. */
  public int rank() {
    return rank;
  }
}
