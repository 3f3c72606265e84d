/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import io.watchfire.router.pager.Alertmanagers;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All members as on call sees them. */
final class MemberAlertmanagers implements Alertmanagers {
  private final Supplier<List<Member>> members;

  MemberAlertmanagers(Supplier<List<Member>> members) {
    this.members = members;
  }

  @Override
  public @Nullable Map<String, Map<String, String>> alerts() throws InterruptedException {
    Map<String, Map<String, String>> all = new HashMap<>();
    for (Member member : members.get()) {
      Map<String, Map<String, String>> some = member.listed();
      if (some == null) {
        return null;
      }
      all.putAll(some);
    }
    return all;
  }

  @Override
  public void silence(Map<String, String> labels, String comment, Instant until)
      throws IOException, InterruptedException {
    each(member -> member.silences().make(labels, comment, until));
  }

  @Override
  public void unsilence(String comment) throws IOException, InterruptedException {
    each(member -> member.silences().end(comment));
  }

  private interface Request {
    void send(Member member) throws IOException, InterruptedException;
  }

  /** A cluster tells its members of a silence, so that one that answers is enough. */
  private void each(Request request) throws IOException, InterruptedException {
    IOException failure = new IOException("no Alertmanager is configured");
    boolean taken = false;
    for (Member member : members.get()) {
      try {
        request.send(member);
        taken = true;
      } catch (IOException e) {
        failure = e;
      }
    }
    if (!taken) {
      throw failure;
    }
  }
}
