/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

/** Holds the arrows of the design; what is drawn there is what compiles here. */
@AnalyzeClasses(
    packages = "io.watchfire",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
  /** In a build of all modules the router's tests come as a jar. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String[] STREAMS_APP = {
    "io.watchfire.streams.spec..",
    "io.watchfire.streams.query..",
    "io.watchfire.streams.series..",
    "io.watchfire.streams.histogram..",
    "io.watchfire.streams.slo..",
    "io.watchfire.streams.anomaly..",
    "io.watchfire.streams.forecast..",
    "io.watchfire.streams.alerting..",
    "io.watchfire.streams.grouping..",
    "io.watchfire.streams.engine..",
    "io.watchfire.streams.codec..",
    "io.watchfire.streams.ingest..",
    "io.watchfire.streams.topology..",
    "io.watchfire.streams.app..",
    "io.watchfire.streams.api.."
  };
  private static final String[] DOMAIN = {
    "io.watchfire.streams.spec..",
    "io.watchfire.streams.query..",
    "io.watchfire.streams.series..",
    "io.watchfire.streams.histogram..",
    "io.watchfire.streams.slo..",
    "io.watchfire.streams.anomaly..",
    "io.watchfire.streams.forecast..",
    "io.watchfire.streams.alerting..",
    "io.watchfire.streams.grouping..",
    "io.watchfire.streams.engine..",
    "io.watchfire.streams.codec..",
    "io.watchfire.streams.ingest.."
  };
  private static final String ROUTER = "io.watchfire.router..";

  @ArchTest
  static final ArchRule schemasKnowNobody =
      noClasses()
          .that()
          .resideInAPackage("io.watchfire.schemas..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.watchfire.runtime..",
              ROUTER,
              "io.watchfire.broker..",
              "io.watchfire.standalone..")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(STREAMS_APP);

  @ArchTest
  static final ArchRule runtimeKnowsNoneOfTheApps =
      noClasses()
          .that()
          .resideInAPackage("io.watchfire.runtime..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROUTER, "io.watchfire.broker..", "io.watchfire.standalone..")
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(STREAMS_APP);

  @ArchTest
  static final ArchRule theStreamsAppDoesNotKnowTheRouter =
      noClasses()
          .that()
          .resideInAnyPackage(STREAMS_APP)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROUTER, "io.watchfire.broker..", "io.watchfire.standalone..");

  @ArchTest
  static final ArchRule theRouterDoesNotKnowTheStreamsApp =
      noClasses()
          .that()
          .resideInAPackage(ROUTER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(STREAMS_APP)
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("io.watchfire.broker..", "io.watchfire.standalone..");

  @ArchTest
  static final ArchRule onlyTopologyAndAppKnowKafkaStreams =
      classes()
          .that()
          .resideOutsideOfPackages("io.watchfire.streams.topology..", "io.watchfire.streams.app..")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackage("org.apache.kafka.streams..");

  @ArchTest
  static final ArchRule onlyTheApiServesHttp =
      noClasses()
          .that()
          .resideInAnyPackage(STREAMS_APP)
          .and()
          .resideOutsideOfPackage("io.watchfire.streams.api..")
          // Opens the port where the app is a process of its own.
          .and()
          .doNotHaveFullyQualifiedName("io.watchfire.streams.app.Main")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.watchfire.runtime.http..");

  @ArchTest
  static final ArchRule onlyTheRuntimeKnowsTheHttpServer =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.watchfire.runtime.http..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.helidon..");

  @ArchTest
  static final ArchRule theDomainKnowsNeitherKafkaNorTheNetwork =
      noClasses()
          .that()
          .resideInAnyPackage(DOMAIN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "java.net.http..");

  @ArchTest
  static final ArchRule timeIsAParameterInTheDomain =
      noClasses()
          .that()
          .resideInAnyPackage(DOMAIN)
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Clock.class, "systemDefaultZone");
}
