/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import java.util.List;

/**
 * One event as recorded.
 *
 * @param kind its name in Alertmanager's JSON, such as {@code alertGrouped}
 * @param known whether that name was known when this was written
 * @param facts what it says of alerts; empty for events that are about none
 */
record Event(String kind, boolean known, List<Fact> facts) {
  Event {
    facts = List.copyOf(facts);
  }
}
