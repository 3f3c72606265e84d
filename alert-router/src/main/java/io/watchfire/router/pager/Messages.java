/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import io.watchfire.router.incident.Incident;
import io.watchfire.router.incident.Page;
import io.watchfire.router.targets.message.Message;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts an incident's page into words. */
final class Messages {
  private static final Logger LOG = LoggerFactory.getLogger(Messages.class);

  private final @Nullable SignedLinks links;

  /**
   * @param links null where none are configured
   */
  Messages(@Nullable SignedLinks links) {
    this.links = links;
  }

  /**
   * The message of a page.
   *
   * @param others finds the incidents of a digest
   */
  Message of(Page page, Incident incident, Function<String, @Nullable Incident> others) {
    Page.Bundle bundle = page.bundle();
    boolean digest = bundle != null;
    List<Message.Line> lines =
        bundle == null ? alerts(incident) : incidents(bundle.incidents(), others);
    Map<String, String> labels = incident.labels();
    return new Message(
        page.kind(),
        incident.subject(page),
        incident.key(page),
        bundle == null ? incident.title() : bundle.incidents().size() + " incidents",
        labels.getOrDefault("severity", ""),
        incident.openedAt(),
        page.owedAt(),
        digest ? Map.of() : labels,
        digest ? Map.of() : incident.annotations(),
        lines,
        digest ? lines.size() : incident.firing(),
        page.note(),
        page.kind() == Message.Kind.TRIGGER ? link(SignedLinks.ACT, page, incident) : null,
        link(SignedLinks.VIEW, page, incident));
  }

  private @Nullable URI link(String action, Page page, Incident incident) {
    if (links == null) {
      return null;
    }
    String who = page.person().isEmpty() ? page.target() : page.person();
    try {
      // By the page's own time, so that every attempt sends the same.
      return links.link(action, incident.id(), who, page.owedAt());
    } catch (IOException e) {
      LOG.error("pages have no links: {}", e.getMessage());
      return null;
    }
  }

  private static List<Message.Line> alerts(Incident incident) {
    List<Message.Line> lines = new ArrayList<>();
    for (Incident.Member member : incident.alerts().values()) {
      if (member.firing() && lines.size() < Message.MAX_ALERTS) {
        lines.add(new Message.Line(member.labels(), member.summary(), member.startsAt()));
      }
    }
    return lines;
  }

  private static List<Message.Line> incidents(
      List<String> ids, Function<String, @Nullable Incident> others) {
    return ids.stream()
        .map(others)
        .filter(Objects::nonNull)
        .filter(Incident::isOpen)
        .map(i -> new Message.Line(Map.of("incident", i.id()), i.title(), opened(i)))
        .toList();
  }

  private static Instant opened(Incident incident) {
    return incident.openedAt();
  }
}
