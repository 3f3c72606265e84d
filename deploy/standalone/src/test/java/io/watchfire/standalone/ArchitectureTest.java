/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
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

  private static final String STREAMS = "io.watchfire.streams..";
  private static final String ROUTER = "io.watchfire.router..";

  /** What is worked out from the data and the time given alone. */
  private static final DescribedPredicate<JavaClass> DOMAIN =
      resideInAPackage(STREAMS)
          .and(
              not(
                  resideInAnyPackage(
                      "io.watchfire.streams.topology..",
                      "io.watchfire.streams.api..",
                      "io.watchfire.streams.app..",
                      "io.watchfire.streams")))
          .or(
              resideInAnyPackage(
                  "io.watchfire.router.oncall..",
                  "io.watchfire.router.incident..",
                  "io.watchfire.router.relabel.."))
          .as("the domain");

  @ArchTest
  static final ArchRule noPackagesDependOnEachOther =
      SlicesRuleDefinition.slices().matching("io.watchfire.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule schemasKnowNobody =
      noClasses()
          .that()
          .resideInAPackage("io.watchfire.schemas..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.watchfire.runtime..",
              STREAMS,
              ROUTER,
              "io.watchfire.broker..",
              "io.watchfire.standalone..");

  @ArchTest
  static final ArchRule runtimeKnowsNoneOfTheApps =
      noClasses()
          .that()
          .resideInAPackage("io.watchfire.runtime..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.watchfire.schemas..",
              STREAMS,
              ROUTER,
              "io.watchfire.broker..",
              "io.watchfire.standalone..");

  @ArchTest
  static final ArchRule theBrokerKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage("io.watchfire.broker..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.watchfire.schemas..",
              "io.watchfire.runtime..",
              STREAMS,
              ROUTER,
              "io.watchfire.standalone..");

  @ArchTest
  static final ArchRule theStreamsAppDoesNotKnowTheRouter =
      noClasses()
          .that()
          .resideInAPackage(STREAMS)
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
          .resideInAnyPackage(STREAMS, "io.watchfire.broker..", "io.watchfire.standalone..");

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
          .resideInAPackage(STREAMS)
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
  static final ArchRule theDomainKnowsNeitherKafkaNorHttp =
      noClasses()
          .that(DOMAIN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..",
              "java.net.http..",
              "io.watchfire.runtime.http..",
              "io.watchfire.runtime.kafka..");

  @ArchTest
  static final ArchRule timeIsAParameterInTheDomain =
      noClasses()
          .that(DOMAIN)
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
