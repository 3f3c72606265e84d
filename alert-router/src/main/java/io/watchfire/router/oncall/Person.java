/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who can be paged.
 *
 * @param name unique among people
 * @param timeZone in which times are written for them
 * @param contacts names of the targets that reach them; a page goes to all
 * @param limit null: none
 */
public record Person(
    String name, ZoneId timeZone, List<String> contacts, @Nullable PageLimit limit) {

  public Person {
    contacts = List.copyOf(contacts);
  }
}
