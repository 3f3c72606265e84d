/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where CPU time goes, native code included, and what is allocated, by area and by method, from a
 * flight recording. Samples by CPU time need Linux and JDK 25.
 */
final class Profile {
  private static final String SAMPLE = "jdk.CPUTimeSample";
  private static final String ALLOCATION = "jdk.ObjectAllocationSample";
  private static final int LINES = 25;

  private final Recording recording;

  private Profile(Recording recording) {
    this.recording = recording;
  }

  static Profile begin() {
    Recording recording = new Recording();
    recording.enable(SAMPLE).with("throttle", "5ms");
    recording.enable(ALLOCATION).withStackTrace().with("throttle", "300/s");
    recording.start();
    return new Profile(recording);
  }

  /** Ends it, keeps it in a file, and prints what stands out. */
  void end(Path file) throws IOException {
    recording.stop();
    recording.dump(file);
    recording.close();
    Tally areas = new Tally();
    Tally leaves = new Tally();
    Tally owners = new Tally();
    Tally allocations = new Tally();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      RecordedStackTrace stack = event.getStackTrace();
      if (stack == null || stack.getFrames().isEmpty()) {
        continue;
      }
      List<RecordedFrame> frames = stack.getFrames();
      if (event.getEventType().getName().equals(SAMPLE)) {
        areas.add(area(frames), 1);
        leaves.add(name(frames.getFirst()), 1);
        owners.add(owner(frames), 1);
      } else if (event.getEventType().getName().equals(ALLOCATION)) {
        String type = event.getClass("objectClass").getName();
        allocations.add(type + " in " + owner(frames), event.getLong("weight"));
      }
    }
    areas.print("samples by area");
    owners.print("samples by Watchfire's or Kafka's method");
    leaves.print("samples by top frame");
    allocations.print("bytes allocated by type and method");
  }

  /** Whose work it is: the first frame that belongs to anybody in particular. */
  private static String area(List<RecordedFrame> frames) {
    for (RecordedFrame frame : frames) {
      String type = frame.getMethod().getType().getName();
      if (type.startsWith("io.watchfire.")) {
        return type.substring(0, type.lastIndexOf('.'));
      }
      for (String owner :
          List.of(
              "org.rocksdb",
              "org.apache.kafka.streams.state",
              "org.apache.kafka.streams",
              "org.apache.kafka.clients.producer",
              "org.apache.kafka.clients.consumer",
              "org.apache.kafka.clients",
              "org.apache.kafka.storage",
              "org.apache.kafka.server",
              "org.apache.kafka.coordinator",
              "kafka.")) {
        if (type.startsWith(owner)) {
          return owner;
        }
      }
    }
    return "other";
  }

  private static String owner(List<RecordedFrame> frames) {
    for (RecordedFrame frame : frames) {
      String type = frame.getMethod().getType().getName();
      if (type.startsWith("io.watchfire.")
          || type.startsWith("org.apache.kafka.")
          || type.startsWith("kafka.")
          || type.startsWith("org.rocksdb.")) {
        return name(frame);
      }
    }
    return name(frames.getLast());
  }

  private static String name(RecordedFrame frame) {
    return frame.getMethod().getType().getName() + "." + frame.getMethod().getName();
  }

  /** Counts by name. */
  private static final class Tally {
    private final Map<String, Long> counts = new HashMap<>();
    private long all;

    void add(String name, long weight) {
      counts.merge(name, weight, Long::sum);
      all += weight;
    }

    void print(String title) {
      System.out.println("-- " + title + ", of " + all);
      counts.entrySet().stream()
          .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
          .limit(LINES)
          .forEach(
              one ->
                  System.out.printf(
                      Locale.ROOT, "%5.1f %%  %s%n", 100.0 * one.getValue() / all, one.getKey()));
    }
  }
}
