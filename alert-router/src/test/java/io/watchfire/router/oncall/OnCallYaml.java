/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import io.watchfire.router.oncall.file.OnCallReader;
import io.watchfire.runtime.config.KeyDoc;
import io.watchfire.runtime.config.Problem;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.config.Yaml;
import io.watchfire.runtime.config.YamlMap;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A file of on call as text, and what is wrong with it. */
final class OnCallYaml {
  private static final Set<String> TARGETS =
      Set.of("alice-phone", "alice-mail", "bob", "ops-slack");

  /** Every key that there is. */
  static final String WHOLE =
      """
      people:
        - name: alice
          timeZone: Europe/Berlin
          contacts: [alice-phone, alice-mail]
          limit: {pages: 5, per: 10m}
        - {name: bob, contacts: [bob]}
      schedules:
        - name: primary
          timeZone: Europe/Berlin
          layers:
            - name: weekly
              rotation: weekly
              start: 2026-11-02
              handover: "09:00"
              people: [alice, bob]
              until: 2027-01-04
            - name: nights
              every: 12h
              start: 2026-11-02
              handover: "10:00"
              people: [bob]
              only: {days: [monday, friday], from: "22:00", to: "06:00"}
          overrides:
            - {from: 2026-12-24T09:00, to: 2026-12-27T09:00, person: bob}
            - {from: 2026-12-25T09:00Z, to: "2026-12-25T13:00:00+02:00", person: alice}
      policies:
        - name: checkout
          steps:
            - {notify: [schedule/primary], escalateAfter: 3m}
            - {notify: [person/bob, target/ops-slack]}
          repeat: 2
          acknowledgeExpires: 1h
          silenceOnAcknowledge: true
        - name: others
          steps: [{notify: [target/ops-slack]}]
      routes:
        - {match: ['team="checkout"', 'severity=~"page|critical"'], policy: checkout}
        - {policy: others}
      watchdog: {match: ['alertname="Watchdog"'], within: 10m, policy: checkout}
      targets: [{name: ops-slack}]
      """;

  private final Problems problems = new Problems();
  private final OnCallConfig config;
  private final Section root;

  OnCallYaml(String text) {
    YamlMap map =
        (YamlMap)
            Yaml.parse("oncall.yml", text.getBytes(StandardCharsets.UTF_8), problems).getFirst();
    root = Section.of(map, problems);
    config = new OnCallReader(root, TARGETS).read();
    root.refuseUnknown();
  }

  OnCallConfig config() {
    return config;
  }

  /** The keys that were asked for, sorted. */
  Set<String> keys() {
    return root.keysRead().stream()
        .map(KeyDoc::path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Each as {@code message, oncall.yml:line}. */
  List<String> problems() {
    return problems.list().stream().map(Problem::toString).toList();
  }
}
