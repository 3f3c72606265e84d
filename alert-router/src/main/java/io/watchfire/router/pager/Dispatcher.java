/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import io.micrometer.core.instrument.MeterRegistry;
import io.watchfire.router.incident.Incident;
import io.watchfire.router.incident.Incidents;
import io.watchfire.router.incident.Page;
import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.Result;
import io.watchfire.router.targets.message.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends pages, each on a thread of its own, so that a target that hangs holds up nobody. Never two
 * of one incident to one target at once: the second might overtake the first.
 */
final class Dispatcher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /** More at once would only queue at the other side. */
  private static final int AT_ONCE_PER_TARGET = 8;

  private final Function<String, @Nullable Target> targets;
  private final Messages messages;
  private final MeterRegistry metrics;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<String> inFlight = ConcurrentHashMap.newKeySet();
  private final Map<String, Semaphore> slots = new ConcurrentHashMap<>();
  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

  Dispatcher(Function<String, @Nullable Target> targets, Messages messages, MeterRegistry metrics) {
    this.targets = targets;
    this.messages = messages;
    this.metrics = metrics;
  }

  /** What became of a page. */
  record Answer(String incident, int page, String lane, Result result) {}

  /** Where answers come in; {@link #done} lets the next page of the same lane go. */
  BlockingQueue<Answer> answers() {
    return answers;
  }

  /**
   * Sends what is due, but nothing to where something of the same incident is under way, nor to a
   * target that is busy enough: that stays owed, unless it is no longer needed when it is looked at
   * again.
   */
  void send(List<Incidents.Due> due, Incidents all) {
    if (due.isEmpty()) {
      return;
    }
    Map<String, Incident> byId = new HashMap<>();
    all.all().forEach(incident -> byId.put(incident.id(), incident));
    for (Incidents.Due next : due) {
      Page page = next.page();
      Incident incident = next.incident();
      send(page, incident, () -> messages.of(page, incident, byId::get));
    }
  }

  private void send(Page page, Incident incident, Supplier<Message> message) {
    String lane = incident.id() + " " + page.target();
    Semaphore slot = slots.computeIfAbsent(page.target(), t -> new Semaphore(AT_ONCE_PER_TARGET));
    if (!inFlight.add(lane)) {
      return;
    }
    if (!slot.tryAcquire()) {
      inFlight.remove(lane);
      return;
    }
    try {
      threads.execute(() -> send(page, incident.id(), lane, slot, message));
    } catch (RejectedExecutionException e) {
      slot.release(); // we are closing
      inFlight.remove(lane);
    }
  }

  /** To be called when an answer is written down: before, the page would be sent again. */
  void done(Answer answer) {
    inFlight.remove(answer.lane());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void send(
      Page page, String incident, String lane, Semaphore slot, Supplier<Message> message) {
    try {
      long start = System.nanoTime();
      Result result = attempt(page.target(), message);
      answers.add(new Answer(incident, page.number(), lane, result));
      metrics
          .timer("watchfire.pager.pages", "target", page.target(), "result", name(result))
          .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      inFlight.remove(lane);
    } finally {
      slot.release();
    }
  }

  private Result attempt(String name, Supplier<Message> words) throws InterruptedException {
    Target target = targets.apply(name);
    if (target == null) {
      return new Result.Refused("target " + name + " is not configured any more");
    }
    try {
      Message message = words.get();
      return target.wants(message.kind())
          ? target.send(message)
          : new Result.Delivered("nothing to say");
    } catch (RuntimeException | Error e) {
      LOG.error("target {} failed", name, e);
      return new Result.Later("an error of Watchfire itself, see the log", null);
    }
  }

  private static String name(Result result) {
    return switch (result) {
      case Result.Delivered delivered -> "delivered";
      case Result.Later later -> "later";
      case Result.Refused refused -> "refused";
      case Result.Gone gone -> "gone";
    };
  }
}
