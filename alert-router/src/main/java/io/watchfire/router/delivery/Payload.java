/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.router.config.LabelNames;
import io.watchfire.router.config.RouterConfig;
import io.watchfire.schemas.alert.Alert;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The body of {@code POST /api/v2/alerts}, with the labels as a team wants them. */
public final class Payload {
  private final RouterConfig config;
  private final Relabeller relabeller;
  private final ResendSchedule schedule;
  private final ObjectMapper mapper = new ObjectMapper();

  public Payload(RouterConfig config, Relabeller relabeller, ResendSchedule schedule) {
    this.config = config;
    this.relabeller = relabeller;
    this.schedule = schedule;
  }

  /** The request's body, with every end computed for that moment. */
  byte[] body(List<PendingDelivery> alerts, Instant now) {
    ArrayNode array = mapper.createArrayNode();
    for (PendingDelivery pending : alerts) {
      Alert alert = pending.record().alert();
      ObjectNode node = array.addObject();
      relabeller.of(alert).labels().forEach(node.putObject("labels")::put);
      LabelNames.classic(alert.annotations()).forEach(node.putObject("annotations")::put);
      node.put("startsAt", millis(alert.startsAt()));
      node.put("endsAt", millis(pending.endsAt(now, schedule)));
      if (config.generatorUrl() != null) {
        node.put("generatorURL", config.generatorUrl().toString());
      }
    }
    try {
      return mapper.writeValueAsBytes(array);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of strings cannot fail to serialise", e);
    }
  }

  /** Whether names had to be changed. */
  static boolean isChanged(Alert alert) {
    return !alert.labels().keySet().stream().allMatch(LabelNames::isClassic);
  }

  private static String millis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
