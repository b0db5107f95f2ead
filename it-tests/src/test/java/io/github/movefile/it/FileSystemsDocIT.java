// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.it.inside.table.FileSystemsCheck;
import io.github.movefile.it.lab.InsideRun;
import io.github.movefile.it.lab.InsideRun.User;
import io.github.movefile.it.lab.InsideTests;
import io.github.movefile.it.lab.JavaRuntime;
import io.github.movefile.it.lab.Pair;
import io.github.movefile.it.lab.Selection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * What a move keeps from each file system to each is kept or told, and docs/file-systems.md says
 * the same. With {@code -Dmovefile.docs.write=true} the document is written instead.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FileSystemsDocIT {
  private static final Path FILE = Path.of("../docs/file-systems.md");
  private static final String NAME = "docs/file-systems.md";

  /** The system property to write the document with. */
  private static final String WRITE = "movefile.docs.write";

  private static final String REMEDY =
      "If that is how it is, write the document anew, see its section \"How this is made\"";

  @AutoClose private final InsideTests tests = InsideTests.start();

  @TestFactory
  Stream<DynamicNode> whatIsLostIsTold_andTheDocumentIsCurrent() {
    Selection check = Selection.ofClasses("it\\.inside\\.table\\.FileSystemsCheck");
    InsideRun run = new InsideRun(Pair.ownImages(), User.ROOT, JavaRuntime.OF_THE_IMAGE, check);
    // Read when its turn has come, which is when the run has ended.
    DynamicNode document =
        DynamicContainer.dynamicContainer(
            NAME, Stream.of(tests).map(this::found).flatMap(FileSystemsDocIT::document));
    return Stream.concat(tests.of(List.of(run)), Stream.of(document));
  }

  /** The tables that the run has left. */
  private Map<String, List<String>> found(InsideTests inside) {
    String text = new String(inside.lab().read(FileSystemsCheck.TABLES), StandardCharsets.UTF_8);
    Map<String, List<String>> tables = new LinkedHashMap<>();
    List<String> table = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith(FileSystemsCheck.HEAD)) {
        table = new ArrayList<>();
        tables.put(line.substring(FileSystemsCheck.HEAD.length()), table);
      } else {
        table.add(line);
      }
    }
    return tables;
  }

  private static Stream<DynamicTest> document(Map<String, List<String>> found) {
    if (Boolean.getBoolean(WRITE)) {
      GeneratedDocument.read(FILE).write(found);
    }
    Map<String, List<String>> documented = GeneratedDocument.read(FILE).parts();
    String origins = origins(documented, found);
    Stream<DynamicTest> names =
        Stream.of(
            DynamicTest.dynamicTest(
                "tables",
                () -> assertThat(documented.keySet()).as(NAME).isEqualTo(found.keySet())));
    return Stream.concat(
        names,
        found.keySet().stream()
            .filter(name -> !name.equals(FileSystemsCheck.ORIGIN))
            .flatMap(
                name ->
                    rows(
                        name, documented.getOrDefault(name, List.of()), found.get(name), origins)));
  }

  /** Kernels differ: it may be no fault that a table does. */
  private static String origins(
      Map<String, List<String>> documented, Map<String, List<String>> found) {
    return "written on "
        + documented.get(FileSystemsCheck.ORIGIN)
        + ", compared on "
        + found.get(FileSystemsCheck.ORIGIN);
  }

  private static Stream<DynamicTest> rows(
      String table, List<String> documented, List<String> found, String origins) {
    String where = NAME + " (" + origins + "), table " + table;
    Stream<DynamicTest> rows =
        found.stream()
            .map(
                row ->
                    DynamicTest.dynamicTest(
                        table + ": " + row,
                        () -> {
                          if (!documented.contains(row)) {
                            throw new AssertionError(where + " lacks: " + row + "\n" + REMEDY);
                          }
                        }));
    DynamicTest noMore =
        DynamicTest.dynamicTest(
            table + ": no other rows",
            () -> assertThat(documented).as(where + ". " + REMEDY).isEqualTo(found));
    return Stream.concat(rows, Stream.of(noMore));
  }
}
