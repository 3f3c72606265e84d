/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.RouterConfig;
import io.watchfire.router.config.file.RouterConfigReader;
import io.watchfire.router.pager.PagerConfig;
import io.watchfire.router.pager.PagerConfigReader;
import io.watchfire.router.recorder.RecorderConfig;
import io.watchfire.router.recorder.RecorderConfigReader;
import io.watchfire.runtime.config.ConfigFile;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.config.YamlMap;
import io.watchfire.runtime.config.YamlNode;
import io.watchfire.runtime.http.HttpSettings;
import io.watchfire.runtime.kafka.GroupProtocol;
import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.streams.app.StreamsAppConfig;
import io.watchfire.streams.app.WrittenRules;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.Warning;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What everything in one JVM runs on: one YAML file, overridden by the environment, overridden by
 * flags.
 *
 * @param data the directory that survives restarts
 * @param app its Kafka settings are for the embedded broker; the address is filled in at the start
 * @param recorder null if no events of Alertmanagers are read
 * @param onCall null if nobody is on call here
 * @param rules written and default ones
 * @param warnings what is probably not meant in the rules
 */
public record StandaloneConfig(
    Path data,
    BrokerConfig broker,
    HttpSettings http,
    StreamsAppConfig app,
    RouterConfig router,
    @Nullable RecorderConfig recorder,
    @Nullable PagerConfig onCall,
    Rules rules,
    List<Warning> warnings) {
  private static final String DEFAULT_DATA = "watchfire-data";

  /** Copies the list. */
  public StandaloneConfig {
    warnings = List.copyOf(warnings);
  }

  /**
   * What the command line says; null and empty where it says nothing.
   *
   * @param alertmanagers beside those of the file
   * @param rules files and directories, beside those of the file
   * @param defaultAlerts whether default SLOs may alert
   */
  public record Flags(
      @Nullable Path file,
      @Nullable Path data,
      @Nullable Integer kafkaPort,
      @Nullable Integer httpPort,
      List<String> alertmanagers,
      List<Path> rules,
      boolean defaultAlerts) {
    /** Copies the lists. */
    public Flags {
      alertmanagers = List.copyOf(alertmanagers);
      rules = List.copyOf(rules);
    }
  }

  /**
   * Reads everything.
   *
   * @throws io.watchfire.runtime.config.ConfigurationException with every problem of the file, the
   *     environment, the flags and the rules
   */
  public static StandaloneConfig load(Flags flags, Map<String, String> env) {
    Problems problems = new Problems();
    StandaloneConfig config = read(ConfigFile.load(flags.file(), env, problems), flags, problems);
    problems.throwIfAny();
    return config;
  }

  static StandaloneConfig read(Section root, Flags flags, Problems problems) {
    StreamsAppConfig app = app(root, flags, problems);
    String data = root.string("data", DEFAULT_DATA);
    BrokerConfig broker = BrokerConfig.read(root.section("broker"));
    HttpSettings http = HttpSettings.of(root.section("http"));
    Section section = root.section("router");
    RouterConfig router = RouterConfigReader.read(section, app.kafka());
    RecorderConfig recorder = RecorderConfigReader.read(section, app.kafka());
    PagerConfig onCall = PagerConfigReader.read(root.section("onCall"), problems);
    root.refuseUnknown();
    WrittenRules written = WrittenRules.read(app.rules(), app.defaults(), problems);
    return new StandaloneConfig(
        flags.data() == null ? Path.of(data) : flags.data(),
        flags.kafkaPort() == null ? broker : broker.withPort(flags.kafkaPort()),
        flags.httpPort() == null ? http : http.withPort(flags.httpPort()),
        app,
        withMembers(router, flags.alertmanagers(), problems),
        recorder,
        onCall,
        written.rules(),
        written.warnings());
  }

  /** Whether a default rule alerts; false where there are none. */
  public boolean defaultsAlert() {
    return app.defaults().enabled() && app.defaults().mode() == Alert.Mode.ALERT;
  }

  private static StreamsAppConfig app(Section root, Flags flags, Problems problems) {
    StreamsAppConfig read = StreamsAppConfig.read(root);
    if (root.node("kafka") instanceof YamlMap kafka) {
      refuse(kafka.entries().get("bootstrap"), "kafka.bootstrap", "Watchfire starts it", problems);
    }
    refuse(root.node("stateDirectory"), "stateDirectory", "data is the directory", problems);
    KafkaSettings kafka = read.kafka();
    KafkaSettings single =
        new KafkaSettings(
            kafka.bootstrap(),
            kafka.client(),
            GroupProtocol.STREAMS,
            (short) 1,
            1,
            kafka.topicPrefix());
    Set<Path> rules = new LinkedHashSet<>(read.rules());
    rules.addAll(flags.rules());
    StreamsAppConfig placed = read.withPlace(single, read.stateDirectory(), List.copyOf(rules));
    return flags.defaultAlerts()
        ? placed.withDefaults(placed.defaults().withMode(Alert.Mode.ALERT))
        : placed;
  }

  private static void refuse(@Nullable YamlNode node, String key, String why, Problems problems) {
    if (node != null) {
      problems.add(node, key + " (expected: left out in standalone mode, where " + why + ")");
    }
  }

  private static RouterConfig withMembers(
      RouterConfig router, List<String> urls, Problems problems) {
    RouterConfig all = router;
    try {
      for (String url : urls) {
        all = all.plus(AlertmanagerConfig.of(url));
      }
    } catch (IllegalArgumentException e) {
      problems.add("--alertmanager", 0, String.valueOf(e.getMessage()));
    }
    return all;
  }
}
