/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this JVM has spent up to a moment.
 *
 * @param nanos of the clock
 * @param cpuNanos of all its threads, the virtual machine's own included
 * @param byArea of Java threads, by what they do
 */
record Effort(long nanos, long cpuNanos, Map<String, Long> byArea) {

  static Effort now() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<String, Long> byArea = new TreeMap<>();
    for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (info != null) {
        long cpu = Math.max(0, threads.getThreadCpuTime(info.getThreadId()));
        byArea.merge(area(info.getThreadName()), cpu, Long::sum);
      }
    }
    return new Effort(System.nanoTime(), os().getProcessCpuTime(), byArea);
  }

  double secondsSince(Effort start) {
    return (nanos - start.nanos) / 1e9;
  }

  double cpuSecondsSince(Effort start) {
    return (cpuNanos - start.cpuNanos) / 1e9;
  }

  /** CPU seconds by area, as a line. */
  String areasSince(Effort start) {
    StringBuilder line = new StringBuilder();
    double rest = cpuSecondsSince(start);
    for (Map.Entry<String, Long> area : byArea.entrySet()) {
      double seconds = (area.getValue() - start.byArea.getOrDefault(area.getKey(), 0L)) / 1e9;
      rest -= seconds;
      if (seconds >= 0.01) {
        line.append(String.format(Locale.ROOT, "%s %.2f, ", area.getKey(), seconds));
      }
    }
    return line + String.format(Locale.ROOT, "gc, jit and native %.2f", rest);
  }

  static double loadAverage() {
    return os().getSystemLoadAverage();
  }

  private static OperatingSystemMXBean os() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  }

  private static String area(String thread) {
    for (String stage : new String[] {"match", "series", "rules", "anomalies", "gather", "drop"}) {
      if (thread.contains(stage) && thread.contains("StreamThread")) {
        return thread.startsWith("kafka-producer") ? stage + " producer" : stage;
      }
    }
    if (thread.contains("kafka-request-handler") || thread.contains("kafka-network-thread")) {
      return "broker requests";
    }
    return "other threads";
  }
}
