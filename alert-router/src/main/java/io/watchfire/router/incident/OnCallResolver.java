/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import io.watchfire.router.oncall.OnCallConfig;
import io.watchfire.router.oncall.Person;
import io.watchfire.router.oncall.Recipient;
import io.watchfire.router.oncall.Schedule;
import io.watchfire.router.oncall.Step;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whom a step of a policy means at a moment. */
final class OnCallResolver {
  private final OnCallConfig config;

  OnCallResolver(OnCallConfig config) {
    this.config = config;
  }

  /** The targets, each once, and whose each is; the empty string for one that is nobody's. */
  Map<String, String> of(Step step, Instant now) {
    Map<String, String> persons = new LinkedHashMap<>();
    for (Recipient recipient : step.recipients()) {
      switch (recipient) {
        case Recipient.OfTarget target -> persons.putIfAbsent(target.name(), "");
        case Recipient.OfPerson person -> contacts(person.name(), persons);
        case Recipient.OfSchedule schedule -> onCall(schedule.name(), now, persons);
      }
    }
    return persons;
  }

  private void onCall(String schedule, Instant now, Map<String, String> persons) {
    Schedule found = config.schedule(schedule);
    String person = found == null ? null : found.onCallAt(now);
    if (person != null) {
      contacts(person, persons);
    }
  }

  private void contacts(String name, Map<String, String> persons) {
    Person person = config.person(name);
    if (person != null) {
      person.contacts().forEach(contact -> persons.putIfAbsent(contact, name));
    }
  }
}
