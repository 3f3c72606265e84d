/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** All Java sources of the house, tests and benchmarks included. */
record SourceTree(Path root, List<Path> files) {
  /** Those of the checkout that the tests run in; who runs them elsewhere skips. */
  static SourceTree find() throws IOException {
    Path root = Path.of("../..").toRealPath();
    assumeTrue(
        Files.isDirectory(root.resolve("streams-app/src")),
        "no checkout of the sources around " + Path.of("").toRealPath());
    try (Stream<Path> all = Files.walk(root)) {
      return new SourceTree(
          root,
          all.filter(file -> file.toString().endsWith(".java"))
              .filter(file -> root.relativize(file).toString().contains("src/"))
              .filter(file -> !root.relativize(file).toString().contains("target/"))
              .sorted()
              .toList());
    }
  }

  /** A file or folder as seen from the root. */
  String name(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  /** Methods and constructors outside of records, with their file. */
  List<String> parameterListsLongerThan(int most) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assumeTrue(compiler != null, "no compiler; the tests run on a JRE");
    List<String> found = new ArrayList<>();
    try (StandardJavaFileManager reader = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, reader, null, null, null, reader.getJavaFileObjectsFromPaths(files));
      for (CompilationUnitTree file : task.parse()) {
        String name = name(Path.of(file.getSourceFile().toUri()));
        new ParameterLists(most, name, found).scan(file, false);
      }
    }
    return found;
  }

  /** Walks a file; the argument says whether it is directly in a record. */
  private static final class ParameterLists extends TreeScanner<Void, Boolean> {
    private final int most;
    private final String file;
    private final List<String> found;

    ParameterLists(int most, String file, List<String> found) {
      this.most = most;
      this.file = file;
      this.found = found;
    }

    @Override
    public Void visitClass(ClassTree type, Boolean outer) {
      return super.visitClass(type, type.getKind() == Tree.Kind.RECORD);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, Boolean inRecord) {
      int parameters = method.getParameters().size();
      boolean constructor = method.getReturnType() == null;
      if (parameters > most && !(inRecord && constructor)) {
        found.add(file + ": " + method.getName() + " has " + parameters);
      }
      return super.visitMethod(method, inRecord);
    }
  }
}
