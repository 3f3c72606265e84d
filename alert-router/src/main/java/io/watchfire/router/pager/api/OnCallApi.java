/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.router.incident.Command;
import io.watchfire.router.incident.Incident;
import io.watchfire.router.incident.IncidentJson;
import io.watchfire.router.incident.NotificationJson;
import io.watchfire.router.oncall.ICalendar;
import io.watchfire.router.oncall.Schedule;
import io.watchfire.router.oncall.Shift;
import io.watchfire.router.pager.Inbox;
import io.watchfire.router.pager.Pager;
import io.watchfire.router.pager.PagerConfig;
import io.watchfire.router.pager.SignedLinks;
import io.watchfire.runtime.config.Durations;
import io.watchfire.runtime.http.HttpException;
import io.watchfire.runtime.http.HttpService;
import io.watchfire.runtime.http.Request;
import io.watchfire.runtime.http.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * On call over HTTP: Alertmanager's webhook, the incidents, who is on call, and what people ask
 * for.
 */
public final class OnCallApi {
  private static final Duration CALENDAR = Duration.ofDays(90);

  private final Pager pager;
  private final ObjectMapper mapper = new ObjectMapper();
  private final IncidentJson json = new IncidentJson();
  private final NotificationJson notifications = new NotificationJson();

  /** Nothing is served before {@link #routes}. */
  public OnCallApi(Pager pager) {
    this.pager = pager;
  }

  /** Adds what it serves. */
  public void routes(HttpService.Builder http) {
    http.post("/api/v1/webhook/alertmanager", this::webhook);
    http.get("/api/v1/incidents", this::incidents);
    http.get("/api/v1/incidents/{id}", this::incident);
    http.post("/api/v1/incidents/{id}/acknowledge", r -> ask(Command.Kind.ACKNOWLEDGE, r));
    http.post("/api/v1/incidents/{id}/snooze", r -> ask(Command.Kind.SNOOZE, r));
    http.post("/api/v1/incidents/{id}/resolve", r -> ask(Command.Kind.RESOLVE, r));
    http.get("/api/v1/oncall", this::onCall);
    http.get("/api/v1/schedules/{name}/calendar.ics", this::calendar);
    new LinkPages(pager).routes(http);
    slack(http);
  }

  private void slack(HttpService.Builder http) {
    PagerConfig.SlackSettings slack = pager.config().slack();
    SignedLinks links = pager.links();
    if (slack != null && links != null) {
      new SlackButtons(pager, links, slack.signingSecret()).routes(http);
    }
  }

  /** 200 once it is stored; 503 where Alertmanager has to try again, which it does for 5xx only. */
  private Response webhook(Request request) throws InterruptedException {
    try {
      notifications.read(request.body());
    } catch (IllegalArgumentException e) {
      throw new HttpException(400, String.valueOf(e.getMessage()));
    }
    try {
      pager.notification(request.body());
      return Response.json(200, mapper.createObjectNode());
    } catch (Inbox.NotStoredException e) {
      return Response.error(503, String.valueOf(e.getMessage())).withHeader("Retry-After", "1");
    }
  }

  private Response incidents(Request request) {
    String status = request.queryParameter("status");
    if (status != null && !status.equals("open") && !status.equals("all")) {
      throw new HttpException(400, "status: " + status + " (expected: open or all)");
    }
    ObjectNode body = mapper.createObjectNode();
    ArrayNode list = body.putArray("incidents");
    pager.incidents().stream()
        .filter(incident -> "all".equals(status) || incident.isOpen())
        .sorted(Comparator.comparing(Incident::openedAt).reversed())
        .forEach(incident -> list.add(summary(incident)));
    return Response.rawJson(200, body.toString());
  }

  private ObjectNode summary(Incident incident) {
    ObjectNode tree = json.tree(incident);
    tree.remove("alerts");
    tree.remove("pages");
    tree.remove("timeline");
    return tree;
  }

  private Response incident(Request request) {
    return Response.rawJson(200, json.tree(known(request)).toString());
  }

  private Incident known(Request request) {
    String id = request.pathParameter("id");
    Incident incident = pager.incident(id);
    if (incident == null) {
      throw new HttpException(404, "incident: " + id + " (expected: one of the last day)");
    }
    return incident;
  }

  private Response ask(Command.Kind kind, Request request) throws InterruptedException {
    Incident incident = known(request);
    JsonNode body = body(request);
    String by = body.path("by").asText(request.principal());
    try {
      Command command = new Command(kind, incident.id(), by, "api", lasting(body));
      return accept(command);
    } catch (IllegalArgumentException e) {
      throw new HttpException(400, String.valueOf(e.getMessage()));
    }
  }

  private Response accept(Command command) throws InterruptedException {
    try {
      pager.command(command);
      return Response.json(202, mapper.createObjectNode().put("incident", command.incident()));
    } catch (Inbox.NotStoredException e) {
      return Response.error(503, String.valueOf(e.getMessage())).withHeader("Retry-After", "1");
    }
  }

  private JsonNode body(Request request) {
    if (request.body().length == 0) {
      return mapper.createObjectNode();
    }
    try {
      return mapper.readTree(request.body());
    } catch (IOException e) {
      throw new HttpException(400, "the body is not JSON (expected: JSON, or none)");
    }
  }

  private static @Nullable Duration lasting(JsonNode body) {
    return body.hasNonNull("for") ? Durations.parse(body.get("for").asText()) : null;
  }

  private Response onCall(Request request) {
    Instant now = pager.clock().instant();
    ObjectNode body = mapper.createObjectNode();
    ArrayNode list = body.putArray("schedules");
    for (Schedule schedule : pager.config().onCall().schedules()) {
      ObjectNode node = list.addObject();
      node.put("name", schedule.name());
      node.put("timeZone", schedule.timeZone().getId());
      shift(node, "now", schedule.shiftAt(now));
      shift(node, "next", schedule.nextAfter(now));
    }
    return Response.rawJson(200, body.toString());
  }

  private static void shift(ObjectNode node, String name, @Nullable Shift shift) {
    if (shift != null) {
      ObjectNode into = node.putObject(name);
      into.put("person", shift.person());
      into.put("from", shift.from().toString());
      into.put("until", shift.until().toString());
    }
  }

  private Response calendar(Request request) {
    String name = request.pathParameter("name");
    Schedule schedule = pager.config().onCall().schedule(name);
    if (schedule == null) {
      throw new HttpException(404, "schedule: " + name + " (expected: one of the configuration)");
    }
    Instant now = pager.clock().instant();
    String text = ICalendar.of(schedule, now.minus(CALENDAR), now.plus(CALENDAR), now);
    return Response.of(200, "text/calendar; charset=utf-8", text);
  }
}
