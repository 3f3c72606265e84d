/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager.api;

import io.watchfire.router.incident.Command;
import io.watchfire.router.incident.Incident;
import io.watchfire.router.pager.Inbox;
import io.watchfire.router.pager.Pager;
import io.watchfire.router.pager.SignedLinks;
import io.watchfire.runtime.http.HttpException;
import io.watchfire.runtime.http.HttpService;
import io.watchfire.runtime.http.Request;
import io.watchfire.runtime.http.Response;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a link in a page leads to. Following it changes nothing, since mail scanners and chats
 * follow links too: the buttons on the page do.
 */
final class LinkPages {
  private static final int MAX_FORM = 1_024;

  private final Pager pager;
  private final @Nullable SignedLinks links;

  LinkPages(Pager pager) {
    this.pager = pager;
    this.links = pager.links();
  }

  void routes(HttpService.Builder http) {
    http.openGet(SignedLinks.PATH + "{token}", this::show);
    http.openPost(SignedLinks.PATH + "{token}", MAX_FORM, this::act);
  }

  private Response show(Request request) throws IOException, InterruptedException {
    SignedLinks.Grant grant = grant(request);
    IncidentPage page = new IncidentPage(incident(grant));
    return grant.allowsActing() ? page.offered(grant.person()) : page.shown();
  }

  private Response act(Request request) throws IOException, InterruptedException {
    SignedLinks.Grant grant = grant(request);
    if (!grant.allowsActing()) {
      throw new HttpException(403, "this link shows an incident (expected: one to act on it)");
    }
    Command command = command(request, grant);
    Incident before = incident(grant);
    if (!before.isOpen()) {
      return new IncidentPage(before).over(command);
    }
    try {
      pager.command(command);
    } catch (Inbox.NotStoredException e) {
      return Response.error(503, String.valueOf(e.getMessage())).withHeader("Retry-After", "1");
    }
    return outcome(command, before);
  }

  /** It may have ended by itself, or by somebody else, while the button was pressed. */
  private Response outcome(Command command, Incident before) throws InterruptedException {
    Incident after =
        pager.shown(command.incident(), i -> isDone(command, before, i) || !i.isOpen());
    IncidentPage page = new IncidentPage(after == null ? before : after);
    if (after != null && isDone(command, before, after)) {
      return page.done(command);
    }
    return after != null && !after.isOpen() ? page.over(command) : page.takenDown(command);
  }

  private static boolean isDone(Command command, Incident before, Incident after) {
    return after.timeline().stream()
        .filter(entry -> entry.tells(command))
        .anyMatch(entry -> !before.timeline().contains(entry));
  }

  private static Command command(Request request, SignedLinks.Grant grant) {
    try {
      return LinkAction.of(request.body()).by(grant);
    } catch (IllegalArgumentException e) {
      throw new HttpException(400, String.valueOf(e.getMessage()));
    }
  }

  private SignedLinks.Grant grant(Request request) throws IOException {
    SignedLinks.Grant grant =
        links == null
            ? null
            : links.verify(request.pathParameter("token"), pager.clock().instant());
    if (grant == null) {
      throw new HttpException(403, "this link is not valid, or not any more");
    }
    return grant;
  }

  private Incident incident(SignedLinks.Grant grant) throws InterruptedException {
    Incident incident = pager.paged(grant.incident());
    if (incident == null) {
      throw new HttpException(404, "the incident has long been over");
    }
    return incident;
  }
}
