/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall.file;

import io.watchfire.router.oncall.PageLimit;
import io.watchfire.router.oncall.Person;
import io.watchfire.router.oncall.Range;
import io.watchfire.runtime.config.Section;
import java.time.ZoneOffset;
import java.util.List;

/** Reads an item of {@code people}. */
final class PersonReader {
  private final Names targets;

  PersonReader(Names targets) {
    this.targets = targets;
  }

  Person read(Section person) {
    KeyReader keys = new KeyReader(person);
    return new Person(
        person.string("name", ""),
        keys.zone("timeZone", ZoneOffset.UTC),
        contacts(person),
        person.has("limit") ? limit(person.section("limit")) : null);
  }

  private List<String> contacts(Section person) {
    List<String> contacts = person.strings("contacts");
    if (contacts.isEmpty()) {
      person.problem("contacts", "contacts: none (expected: at least one target)");
    }
    return contacts.stream().filter(c -> targets.require(person, "contacts", c, c)).toList();
  }

  private static PageLimit limit(Section limit) {
    KeyReader keys = new KeyReader(limit);
    return new PageLimit(
        keys.requiredInteger("pages", 1, PageLimit.MAX_PAGES),
        keys.requiredDuration("per", Range.SECOND_TO_DAY));
  }
}
