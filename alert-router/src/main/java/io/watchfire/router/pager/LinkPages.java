/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import io.watchfire.router.incident.Command;
import io.watchfire.router.incident.Incident;
import io.watchfire.runtime.http.HttpException;
import io.watchfire.runtime.http.HttpService;
import io.watchfire.runtime.http.Request;
import io.watchfire.runtime.http.Response;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a link in a page leads to. Following it changes nothing, since mail scanners and chats
 * follow links too: the button on the page does.
 */
final class LinkPages {
  private final Pager pager;
  private final @Nullable SignedLinks links;

  LinkPages(Pager pager) {
    this.pager = pager;
    this.links = pager.links();
  }

  void routes(HttpService.Builder http) {
    http.openGet(SignedLinks.PATH + "{token}", this::show);
    http.openPost(SignedLinks.PATH + "{token}", this::act);
  }

  private Response show(Request request) throws IOException, InterruptedException {
    SignedLinks.Grant grant = grant(request);
    Incident incident = incident(grant);
    String form =
        grant.action().equals("acknowledge") && incident.isOpen()
            ? "<form method=\"post\"><button>Acknowledge as "
                + escaped(grant.person())
                + "</button></form>"
            : "";
    return page(incident, form);
  }

  private Response act(Request request) throws IOException, InterruptedException {
    SignedLinks.Grant grant = grant(request);
    if (!grant.action().equals("acknowledge")) {
      throw new HttpException(403, "this link shows an incident (expected: one to acknowledge)");
    }
    Incident incident = incident(grant);
    try {
      pager.command(
          new Command(Command.Kind.ACKNOWLEDGE, grant.incident(), grant.person(), "link", null));
    } catch (Inbox.NotStoredException e) {
      return Response.error(503, String.valueOf(e.getMessage())).withHeader("Retry-After", "1");
    }
    return page(incident, "<p>Acknowledged by " + escaped(grant.person()) + ".</p>");
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

  private static Response page(Incident incident, String below) {
    StringBuilder alerts = new StringBuilder();
    incident.alerts().values().stream()
        .limit(20)
        .forEach(
            alert ->
                alerts
                    .append("<li>")
                    .append(alert.firing() ? "" : "(over) ")
                    .append(escaped(alert.summary() + " " + alert.labels()))
                    .append("</li>"));
    String html =
        """
        <!doctype html><html lang="en"><meta charset="utf-8">
        <meta name="viewport" content="width=device-width"><title>%s</title>
        <style>body{font:16px sans-serif;margin:2em;max-width:50em}button{font:inherit;padding:.7em}</style>
        <h1>%s</h1><p>Incident %s, %s since %s, %d firing.</p><ul>%s</ul>%s</html>
        """
            .formatted(
                escaped(incident.title()),
                escaped(incident.title()),
                incident.id(),
                incident.status().name().toLowerCase(Locale.ROOT),
                incident.openedAt(),
                incident.firing(),
                alerts,
                below);
    return Response.html(200, html)
        .withHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        .withHeader("Referrer-Policy", "no-referrer");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
