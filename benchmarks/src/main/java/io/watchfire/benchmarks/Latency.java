/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks;

import io.watchfire.runtime.kafka.KafkaSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * From the acknowledgement of the record that makes a condition true to Alertmanager's API showing
 * the alert. Broker, stages and router run in a JVM of their own, Alertmanager as a process; this
 * one produces and asks. Every trial is the first page of a service that had only good requests.
 */
@Command(name = "latency", description = "from a bad record to Alertmanager's API")
final class Latency implements Callable<Integer> {
  private static final long PATIENCE = Duration.ofSeconds(30).toNanos();
  private static final int POINTS = 120;
  private static final int SERVICES = 1_000;

  @Option(names = "--trials", description = "default: ${DEFAULT-VALUE}")
  private int trials = 40;

  @Option(names = "--rate", description = "points a second beside, 5 % wanted; ${DEFAULT-VALUE}")
  private int rate = 0;

  @Option(names = "--warm", description = "trials before those that count; ${DEFAULT-VALUE}")
  private int warm = 10;

  @Option(names = "--alertmanager", required = true, description = "path of the program")
  private Path program = Path.of("alertmanager");

  @Override
  public Integer call() throws Exception {
    Path work = Files.createTempDirectory("watchfire-latency");
    try (Alertmanager alertmanager = Alertmanager.start(program, work);
        Child child = Child.start("serve", alertmanager.url())) {
      KafkaSettings kafka = KafkaSettings.embedded(child.await("READY "));
      try (KafkaProducer<byte[], byte[]> producer = producer(kafka);
          Background background = new Background(kafka, rate, SERVICES, POINTS)) {
        background.start();
        Thread.sleep(rate == 0 ? 1_000 : 10_000);
        measure(producer, alertmanager, child);
        background.stop();
      }
    }
    return 0;
  }

  private void measure(
      KafkaProducer<byte[], byte[]> producer, Alertmanager alertmanager, Child child)
      throws Exception {
    for (int i = 0; i < warm + trials; i++) {
      send(producer, i, 2_000, 0);
    }
    Thread.sleep(2_000);
    Random random = new Random(42);
    double[] millis = new double[trials];
    for (int i = 0; i < warm + trials; i++) {
      if (i == warm) {
        child.askEffort();
      }
      Thread.sleep(random.nextInt(700));
      double took = trial(producer, alertmanager, i);
      if (i >= warm) {
        millis[i - warm] = took;
      }
    }
    child.askEffort();
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%d trials beside %d points/s: p50 %.0f ms, p90 %.0f ms, p99 %.0f ms, max %.0f ms;"
            + " load average %.1f; the JVM used %s%n",
        trials,
        rate,
        millis[trials / 2],
        millis[(int) Math.ceil(trials * 0.9) - 1],
        millis[(int) Math.ceil(trials * 0.99) - 1],
        millis[trials - 1],
        Effort.loadAverage(),
        child.lastEffort());
  }

  private static double trial(
      KafkaProducer<byte[], byte[]> producer, Alertmanager alertmanager, int number)
      throws Exception {
    send(producer, number, 1_000, 1_000);
    long acknowledged = System.nanoTime();
    while (!alertmanager.shows(service(number))) {
      if (System.nanoTime() - acknowledged > PATIENCE) {
        throw new IllegalStateException("no alert for " + service(number) + " within 30 s");
      }
      Thread.sleep(2);
    }
    return (System.nanoTime() - acknowledged) / 1e6;
  }

  private static void send(KafkaProducer<byte[], byte[]> producer, int number, long good, long bad)
      throws ExecutionException, InterruptedException {
    long now = System.currentTimeMillis() * 1_000_000;
    byte[] bytes = Telemetry.burst(service(number), good, bad).at(now - 900_000_000, now, 0);
    var unused = producer.send(new ProducerRecord<>(Stack.INPUT, bytes)).get();
  }

  private static String service(int number) {
    return "trial-" + number;
  }

  private static KafkaProducer<byte[], byte[]> producer(KafkaSettings kafka) {
    Map<String, Object> settings = kafka.producer();
    settings.put("linger.ms", 0);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Load at a steady rate, from a thread of its own. */
  private static final class Background implements AutoCloseable {
    private final Feed feed;
    private final int recordsPerSecond;
    private final Thread thread = Thread.ofPlatform().name("background").unstarted(this::run);
    private volatile boolean running = true;

    Background(KafkaSettings kafka, int rate, int services, int points) {
      feed = new Feed(kafka, "none", services, points, points / 20);
      recordsPerSecond = rate / points;
    }

    void start() {
      if (recordsPerSecond > 0) {
        thread.start();
      }
    }

    private void run() {
      long started = System.nanoTime();
      long start = System.currentTimeMillis() * 1_000_000 - 3_600_000_000_000L;
      int sent = 0;
      while (running) {
        long due = (System.nanoTime() - started) / 1_000_000 * recordsPerSecond / 1_000;
        while (sent < due) {
          feed.now(sent++, start);
        }
        Stack.pause(2);
      }
      System.out.printf(
          Locale.ROOT, "%.0f points/s were sent%n", sent * 120e9 / (System.nanoTime() - started));
    }

    void stop() throws InterruptedException {
      running = false;
      thread.join();
      feed.flush();
    }

    @Override
    public void close() {
      running = false;
      feed.close();
    }
  }
}
