/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.message;

import java.util.List;
import java.util.function.Function;

/** Tells as much of a message as a server takes. */
public final class Fit {
  private static final List<Detail> FROM_MOST_TO_LEAST =
      List.of(
          Detail.FULL,
          new Detail(50, 50, 1_000),
          new Detail(50, 20, 300),
          new Detail(20, 20, 200),
          new Detail(10, 10, 150),
          new Detail(3, 8, 100),
          new Detail(0, 4, 80));

  private Fit() {}

  /**
   * The fullest body within the limit; the leanest, if none is.
   *
   * @param bytes the limit
   */
  public static byte[] within(int bytes, Message message, Function<Message, byte[]> writer) {
    byte[] body = {};
    for (Detail detail : FROM_MOST_TO_LEAST) {
      body = writer.apply(detail.of(message));
      if (body.length <= bytes) {
        return body;
      }
    }
    return body;
  }
}
