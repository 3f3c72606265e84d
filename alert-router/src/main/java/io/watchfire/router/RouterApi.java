/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.runtime.http.HttpService;
import io.watchfire.runtime.http.Request;
import io.watchfire.runtime.http.Response;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertJson;

/** {@code GET /api/v1/alerts}: the alerts as the router knows them. */
final class RouterApi {
  private final ObjectMapper mapper = new ObjectMapper();
  private final AlertJson json = new AlertJson();
  private final AlertRouter router;

  RouterApi(AlertRouter router) {
    this.router = router;
  }

  void routes(HttpService.Builder http) {
    http.get("/api/v1/alerts", this::alerts);
  }

  private Response alerts(Request request) {
    ObjectNode body = mapper.createObjectNode();
    ArrayNode list = body.putArray("alerts");
    for (Alert alert : router.alerts()) {
      list.add(json.tree(alert));
    }
    return Response.rawJson(200, body.toString());
  }
}
