/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.delivery.PendingDelivery.As;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.Alert.Mode;
import io.watchfire.schemas.alert.AlertState;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RelabellingCollisionsTest {
  private static final Map<String, String> SAME = Map.of("alertname", "Same");

  private final RelabellingCollisions collisions = new RelabellingCollisions();

  @Test
  void firingWinsOverResolvedHoweverNew() {
    observe(record("A", AlertState.FIRING, 1), As.FIRING);
    StateRecord b = record("B", AlertState.RESOLVED, 5);
    observe(b, As.RESOLVED);

    assertThat(collisions.isOutvoted(new PendingDelivery(b, As.RESOLVED), SAME)).isTrue();
  }

  @Test
  void ofTwoThatFireTheNewerOneSpeaks() {
    StateRecord old = record("A", AlertState.FIRING, 1);
    StateRecord young = record("B", AlertState.FIRING, 2);
    observe(old, As.FIRING);
    observe(young, As.FIRING);

    assertThat(collisions.isOutvoted(new PendingDelivery(old, As.FIRING), SAME)).isTrue();
    assertThat(collisions.isOutvoted(new PendingDelivery(young, As.FIRING), SAME)).isFalse();
  }

  @Test
  void whenTheLastThatFiredResolvesThatIsTold() {
    observe(record("A", AlertState.FIRING, 1), As.FIRING);
    StateRecord resolved = record("A", AlertState.RESOLVED, 2);
    observe(resolved, As.RESOLVED);

    assertThat(collisions.isOutvoted(new PendingDelivery(resolved, As.RESOLVED), SAME)).isFalse();
  }

  @Test
  void othersAreNotAsked() {
    observe(record("A", AlertState.FIRING, 1), As.FIRING);
    PendingDelivery other = new PendingDelivery(record("B", AlertState.RESOLVED, 2), As.RESOLVED);

    assertThat(collisions.isOutvoted(other, Map.of("alertname", "Other"))).isFalse();
  }

  private void observe(StateRecord record, As as) {
    collisions.observe(record, SAME, as);
  }

  private static StateRecord record(String name, AlertState state, long second) {
    Instant at = TestAlerts.START.plusSeconds(second);
    Alert alert = TestAlerts.alert(name, state, second, Mode.ALERT, at);
    return new StateRecord(alert.fingerprint(), alert, 0, second);
  }
}
