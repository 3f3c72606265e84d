/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager.api;

import io.watchfire.router.incident.Command;
import io.watchfire.router.incident.Incident;
import io.watchfire.runtime.config.Durations;
import io.watchfire.runtime.http.Response;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An incident as a page for a browser or a telephone: HTML alone, no script. */
final class IncidentPage {
  private static final int ALERTS = 20;

  private final Incident incident;

  IncidentPage(Incident incident) {
    this.incident = incident;
  }

  /** What may be looked at. */
  Response shown() {
    return response(200, "", "");
  }

  /** With what that person may do, where there is something left to do. */
  Response offered(String person) {
    return response(200, "", incident.isOpen() ? forms(person) : "");
  }

  /** What has been done. */
  Response done(Command command) {
    return response(200, did(command), offer(command));
  }

  /** It will be done, though nothing shows it yet. */
  Response takenDown(Command command) {
    return response(200, "Taken down, and not done yet: " + did(command), offer(command));
  }

  /** There was nothing left to do. */
  Response over(Command command) {
    String what = command.kind().text();
    return response(409, "It was over already. There was nothing to " + what + ".", "");
  }

  private String offer(Command command) {
    return incident.isOpen() && command.kind() != Command.Kind.RESOLVE ? forms(command.by()) : "";
  }

  private static String did(Command command) {
    Duration lasting = command.lasting();
    String by = " by " + command.by() + (lasting == null ? "." : ", for " + words(lasting) + ".");
    return switch (command.kind()) {
      case ACKNOWLEDGE -> "Acknowledged" + by;
      case SNOOZE -> "Snoozed" + by;
      case RESOLVE -> "Resolved by " + command.by() + ".";
    };
  }

  private static String words(Duration lasting) {
    return Durations.text(Duration.ofSeconds(lasting.toSeconds()));
  }

  private static String forms(String person) {
    return """
    <form method="post"><button name="action" value="acknowledge">Acknowledge as %1$s</button></form>
    <form method="post"><input type="hidden" name="action" value="snooze">Snooze for
    <button name="for" value="30m">30 minutes</button>
    <button name="for" value="2h">2 hours</button>
    <button name="for" value="8h">8 hours</button></form>
    <form method="post"><button name="action" value="resolve">Resolve as %1$s</button></form>
    """
        .formatted(escaped(person));
  }

  private Response response(int status, String said, String forms) {
    String html =
        """
        <!doctype html><html lang="en"><meta charset="utf-8">
        <meta name="viewport" content="width=device-width"><title>%1$s</title>
        <style>body{font:16px sans-serif;margin:2em;max-width:50em}\
        form{margin:1em 0}button{font:inherit;padding:.7em;margin:.2em 0}</style>
        <h1>%1$s</h1>%2$s<p>Incident %3$s, %4$s, %5$d firing.</p><ul>%6$s</ul>%7$s</html>
        """
            .formatted(
                escaped(incident.title()),
                said.isEmpty() ? "" : "<p><strong>" + escaped(said) + "</strong></p>",
                incident.id(),
                escaped(status()),
                incident.firing(),
                alerts(),
                forms);
    return Response.html(status, html)
        .withHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        .withHeader("Referrer-Policy", "no-referrer");
  }

  private String status() {
    String name = incident.status().text();
    return switch (incident.status()) {
      case TRIGGERED -> name + " since " + incident.openedAt();
      case RESOLVED -> name + " at " + incident.resolvedAt() + ", open from " + incident.openedAt();
      case ACKNOWLEDGED, SNOOZED ->
          name + held(incident.hold()) + ", open since " + incident.openedAt();
    };
  }

  private static String held(Incident.@Nullable Hold hold) {
    if (hold == null) {
      return "";
    }
    return " by " + hold.by() + (hold.until() == null ? "" : " until " + hold.until());
  }

  private String alerts() {
    StringBuilder alerts = new StringBuilder();
    incident.alerts().values().stream()
        .limit(ALERTS)
        .forEach(
            alert ->
                alerts
                    .append("<li>")
                    .append(alert.firing() ? "" : "(over) ")
                    .append(escaped(alert.summary() + " " + alert.labels()))
                    .append("</li>"));
    return alerts.toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
