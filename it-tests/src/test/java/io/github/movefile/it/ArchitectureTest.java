// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The house as it is drawn: which module may know which, and what stays inside one. */
@AnalyzeClasses(
    packages = {
      "io.github.movefile.syscalls",
      "io.github.movefile.xattr",
      "io.github.movefile.filecopy",
      "io.github.movefile.move",
      "io.github.movefile.merge",
      "io.github.movefile.cli"
    },
    importOptions = {
      ImportOption.DoNotIncludeTests.class,
      ArchitectureTest.DoNotIncludeTestJars.class
    })
class ArchitectureTest {
  private static final String ROOT = "io.github.movefile";
  private static final String[] LIBRARIES = {
    ROOT + ".syscalls..",
    ROOT + ".xattr..",
    ROOT + ".filecopy..",
    ROOT + ".move..",
    ROOT + ".merge.."
  };

  @ArchTest
  static void allModules_areSeen(JavaClasses classes) {
    assertThat(classes)
        .extracting(ArchitectureTest::moduleOf)
        .contains("syscalls", "xattr", "filecopy", "core", "cli");
  }

  /**
   * {@code move} and {@code merge} are one module; the slices below keep them free of circles. The
   * command reaches what the mover's own API is made of: paths and errnos, copy options, attribute
   * rules.
   */
  @ArchTest
  static final ArchRule modules_dependOnlyDownwards =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
          .layer("syscalls")
          .definedBy(ROOT + ".syscalls..")
          .layer("xattr")
          .definedBy(ROOT + ".xattr..")
          .layer("file-copy")
          .definedBy(ROOT + ".filecopy..")
          .layer("movefile")
          .definedBy(ROOT + ".move..", ROOT + ".merge..")
          .layer("cli")
          .definedBy(ROOT + ".cli..")
          .whereLayer("syscalls")
          .mayOnlyBeAccessedByLayers("xattr", "file-copy", "movefile", "cli")
          .whereLayer("xattr")
          .mayOnlyBeAccessedByLayers("movefile", "cli")
          .whereLayer("file-copy")
          .mayOnlyBeAccessedByLayers("movefile", "cli")
          .whereLayer("movefile")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule jnr_isKnownToSyscallsAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".syscalls..")
          .should()
          .dependOnClassesThat(resideInAnyPackage("jnr..", "com.kenai.jffi.."));

  @ArchTest
  static final ArchRule topPackages_haveNoCycles =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  /** A public package may hand out what its internal one has made; that one way is not counted. */
  @ArchTest
  static final ArchRule allPackages_haveNoCycles =
      slices()
          .matching(ROOT + ".(**)")
          .should()
          .beFreeOfCycles()
          .ignoreDependency(
              resideOutsideOfPackage("..internal.."), resideInAPackage("..internal.."));

  @ArchTest
  static final ArchRule libraries_neverPrint =
      noClasses().that().resideInAnyPackage(LIBRARIES).should(ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule libraries_neverPrintStackTraces =
      noClasses()
          .that()
          .resideInAnyPackage(LIBRARIES)
          .should()
          .callMethodWhere(target(name("printStackTrace")));

  @ArchTest
  static final ArchRule internalPackages_stayInsideTheirModule =
      classes()
          .that(resideInAPackage(ROOT + "..internal.."))
          .should(
              new ArchCondition<>("be used only by their own module") {
                @Override
                public void check(JavaClass internal, ConditionEvents events) {
                  internal.getDirectDependenciesToSelf().stream()
                      .filter(use -> !moduleOf(use.getOriginClass()).equals(moduleOf(internal)))
                      .forEach(
                          use ->
                              events.add(SimpleConditionEvent.violated(use, use.getDescription())));
                }
              });

  /** The module of a class, by its package: {@code move} and {@code merge} live in one. */
  private static String moduleOf(JavaClass c) {
    String below = c.getPackageName().substring(ROOT.length() + 1);
    String first = below.split("\\.", 2)[0];
    return first.equals("move") || first.equals("merge") ? "core" : first;
  }

  /** Leaves out the test-jars, which ArchUnit takes for ordinary ones. */
  static final class DoNotIncludeTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }
}
