/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.router.FreePorts;
import io.watchfire.runtime.kafka.KafkaSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * Two streams apps and two routers, each a process of its own, on a broker that nobody upgrades.
 */
final class Pair implements Installation {
  private static final Duration SESSION = Duration.ofSeconds(3);
  private static final int STAGES = 5;

  private final Path dir;
  private final Path rules;
  private final EmbeddedBroker broker;
  private final List<Place> places;
  private final List<ChildJvm> lives = new ArrayList<>();
  private Place last;

  /** Where one of the two runs, whatever release it is. */
  private static final class Place {
    private final String name;
    private final Api streams = new Api(FreePorts.one());
    private final Api router = new Api(FreePorts.one());
    private final List<ChildJvm> running = new ArrayList<>();

    Place(String name) {
      this.name = name;
    }
  }

  Pair(Path dir, Path rules) throws IOException {
    this.dir = Files.createDirectories(dir);
    this.rules = rules;
    this.places = List.of(new Place("first"), new Place("second"));
    this.last = places.getFirst();
    this.broker =
        EmbeddedBroker.start(
            dir.resolve("broker"),
            0,
            Map.of("group.streams.session.timeout.ms", Long.toString(SESSION.toMillis())));
  }

  /** Where routers take notifications. */
  List<Integer> routerPorts() {
    return places.stream().map(place -> place.router.port()).toList();
  }

  /** Starts both of that release and waits until they share the work. */
  void start(Release release, Duty duty) throws Exception {
    for (Place place : places) {
      start(place, release, duty);
    }
    awaitWork(release);
  }

  /** Stops one of the two, starts that release in its place, and waits until it does its share. */
  void replace(int which, Release release, Duty duty) throws Exception {
    Place place = places.get(which);
    for (ChildJvm process : place.running) {
      process.stop();
    }
    place.running.clear();
    last = places.get(1 - which);
    start(place, release, duty);
    awaitWork(release);
    last = place;
  }

  private void start(Place place, Release release, Duty duty) throws IOException {
    String name = lives.size() + "-" + place.name + "-" + release.name();
    place.running.add(release.streams(dir.resolve(name + "-streams.log"), streamsConfig(place)));
    place.running.add(release.router(dir.resolve(name + "-router.log"), routerConfig(place, duty)));
    lives.addAll(place.running);
  }

  /** Until all are ready, and every stage has two members that each have a task. */
  private void awaitWork(Release release) throws Exception {
    try (Admin admin = Admin.create(KafkaSettings.embedded(broker.bootstrap()).admin())) {
      await(
          "work shared by two, one of them of the " + release.name() + " release",
          () -> ready() && shared(StreamsGroups.shares(admin)),
          () -> StreamsGroups.shares(admin).toString());
    }
  }

  private boolean ready() throws InterruptedException {
    for (Place place : places) {
      if (!place.streams.ready() || !place.router.ready()) {
        return false;
      }
    }
    return true;
  }

  private static boolean shared(Map<String, List<Integer>> shares) {
    return shares.size() == STAGES
        && shares.values().stream().allMatch(tasks -> tasks.size() == 2 && !tasks.contains(0));
  }

  private Path streamsConfig(Place place) throws IOException {
    return config(
        place.name + "-streams.yml",
        place.streams,
        """
        stateDirectory: %s
        rules: [%s]
        """
            .formatted(dir.resolve("state-" + place.name), rules));
  }

  private Path routerConfig(Place place, Duty duty) throws IOException {
    return config(
        place.name + "-router.yml", place.router, duty.settings(places.getFirst().router.port()));
  }

  private Path config(String name, Api api, String more) throws IOException {
    String kafka =
        """
        kafka: {bootstrap: "%s", replicationFactor: 1, minInSyncReplicas: 1}
        http: {port: %d}
        """
            .formatted(broker.bootstrap(), api.port());
    return Files.writeString(dir.resolve(name), kafka + more);
  }

  @Override
  public String bootstrap() {
    return broker.bootstrap();
  }

  @Override
  public Api streams() {
    return last.streams;
  }

  @Override
  public Api router() {
    return last.router;
  }

  @Override
  public ChildJvm suspect() {
    return lives.getLast();
  }

  @Override
  public void close() throws InterruptedException {
    for (ChildJvm life : lives) {
      life.close();
    }
    for (Place place : places) {
      place.streams.close();
      place.router.close();
    }
    broker.close();
  }
}
