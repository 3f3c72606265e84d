/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page about the architecture draws the packages and arrows that are there, and no others. */
class ArchitecturePageTest {
  private static final Path PAGE = Path.of("../../docs/architecture.md");
  private static final Path STREAMS =
      Path.of("../../streams-app/src/main/java/io/watchfire/streams/package-info.java");
  private static final Path ROUTER =
      Path.of("../../alert-router/src/main/java/io/watchfire/router/package-info.java");
  private static final String PREFIX = "io.watchfire.";

  /** A row of a table of packages: its name, what it is, and what it knows. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([a-z.]+)` \\| [^|]+ \\| ((?:`[a-z.]+`(?:, )?)+|nothing) \\|$");

  private static final Pattern PACKAGE = Pattern.compile("`([a-z.]+)`");
  private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+\\.)*)([A-Z][A-Za-z]*[a-z])`");
  private static final Pattern STEP = Pattern.compile("(?m)^\\d+\\. `([A-Za-z.]+)`");
  private static final Pattern LINK = Pattern.compile("<li>\\{@(?:link|code)\\s+([A-Za-z.]+)}");

  private static JavaClasses classes;
  private static String page;

  @BeforeAll
  static void read() throws IOException {
    page = Files.readString(PAGE);
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(new ArchitectureTest.NoTestJars())
            .importPackages("io.watchfire");
  }

  @Test
  void theTablesOfPackagesAreTheRealPackagesAndArrows() {
    Map<String, Set<String>> drawn = new TreeMap<>();
    ROW.matcher(page)
        .results()
        .forEach(
            row ->
                drawn.put(
                    row.group(1),
                    PACKAGE
                        .matcher(row.group(2))
                        .results()
                        .map(known -> known.group(1))
                        .collect(Collectors.toCollection(TreeSet::new))));

    assertThat(lines(drawn)).containsExactlyElementsOf(lines(real()));
  }

  @Test
  void everyClassThatThePageNamesIsThere() throws IOException {
    Set<String> simple =
        SourceTree.find().files().stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .collect(Collectors.toSet());
    List<String> gone =
        CLASS
            .matcher(page)
            .results()
            .filter(
                name ->
                    name.group(1).isEmpty()
                        ? !simple.contains(name.group(2))
                        : !classes.contain(PREFIX + name.group(1) + name.group(2)))
            .map(name -> name.group(1) + name.group(2))
            .toList();

    assertThat(gone).as("classes on the page that are gone").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"The way of a data point", "The way of an alert"})
  void aWayHasAtMostEightClassesAndAllOfThemAreThere(String way) {
    assertThat(steps(way)).hasSizeBetween(1, 8).allMatch(name -> classes.contain(PREFIX + name));
  }

  @Test
  void theWaysStandAtTheAppsToo() throws IOException {
    assertThat(items(STREAMS)).isEqualTo(steps("The way of a data point"));
    assertThat(items(ROUTER)).isEqualTo(steps("The way of an alert"));
  }

  /** What the list in a package-info begins its items with. */
  private static List<String> items(Path packageInfo) throws IOException {
    return LINK.matcher(Files.readString(packageInfo).replaceAll("\\R \\* +", " "))
        .results()
        .map(link -> link.group(1).substring(PREFIX.length()))
        .toList();
  }

  /** What the numbered list below a heading begins its items with. */
  private static List<String> steps(String heading) {
    String title = "## " + heading + "\n";
    assertThat(page).contains(title);
    String section = page.substring(page.indexOf(title) + title.length()).split("\n#+ ", 2)[0];
    return STEP.matcher(section).results().map(step -> step.group(1)).toList();
  }

  private static Map<String, Set<String>> real() {
    Map<String, Set<String>> known = new TreeMap<>();
    for (JavaClass from : classes) {
      if (!drawn(from)) {
        continue;
      }
      Set<String> to = known.computeIfAbsent(name(from), none -> new TreeSet<>());
      for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (drawn(target) && !target.getPackageName().equals(from.getPackageName())) {
          to.add(name(target));
        }
      }
    }
    return known;
  }

  /** Measurements are not in the default build. */
  private static boolean drawn(JavaClass type) {
    return type.getPackageName().startsWith(PREFIX)
        && !type.getPackageName().startsWith(PREFIX + "benchmarks")
        && !type.getSimpleName().equals("package-info");
  }

  private static String name(JavaClass type) {
    return type.getPackageName().substring(PREFIX.length());
  }

  private static List<String> lines(Map<String, Set<String>> known) {
    return known.entrySet().stream()
        .map(entry -> entry.getKey() + " knows " + String.join(", ", entry.getValue()))
        .toList();
  }
}
