/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "io.watchfire.runtime",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule onlyThreeClassesKnowTheHttpLibrary =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.http\\.(HelidonServer|Exchange|PinnedClient)")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.helidon..");

  @ArchTest
  static final ArchRule onlyOneClassKnowsTheYamlParser =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.config\\.YamlReader(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.yaml..");

  @ArchTest
  static final ArchRule configurationKnowsNothingElse =
      noClasses()
          .that()
          .resideInAPackage("..runtime.config..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..runtime.http..", "..runtime.kafka..", "org.apache.kafka..");

  @ArchTest
  static final ArchRule selectorsAndMatchersKnowNothingElse =
      noClasses()
          .that()
          .resideInAPackage("..runtime.promql..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..runtime.config..", "..runtime.http..", "..runtime.kafka..", "org.apache.kafka..");
}
