/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The router's rooms and the arrows between them, docs/architecture.md. */
@AnalyzeClasses(
    packages = "io.watchfire.router",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule noPackagesDependOnEachOther =
      SlicesRuleDefinition.slices().matching("io.watchfire.(router..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule incidentsKnowNeitherKafkaNorHttpNorTheClock =
      noClasses()
          .that()
          .resideInAPackage("io.watchfire.router.incident")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", "java.net.http..", "io.watchfire.runtime..")
          .orShould()
          .callMethod(java.time.Instant.class, "now");

  @ArchTest
  static final ArchRule theRecorderKnowsNothingOfPages =
      noClasses()
          .that()
          .resideInAPackage("io.watchfire.router.recorder")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.watchfire.router.oncall",
              "io.watchfire.router.targets",
              "io.watchfire.router.incident",
              "io.watchfire.router.pager");

  @ArchTest
  static final ArchRule pagesAndRecorderKnowNothingOfDelivery =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.watchfire.router.connection",
              "io.watchfire.router.oncall",
              "io.watchfire.router.targets",
              "io.watchfire.router.incident",
              "io.watchfire.router.pager",
              "io.watchfire.router.recorder")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.watchfire.router");
}
