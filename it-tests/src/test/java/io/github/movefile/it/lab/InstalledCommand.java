// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.testcontainers.images.builder.Transferable;

/**
 * The command movefile in a {@link Lab}: the jar that was built, started as bin/movefile starts it,
 * with an archive of its classes and the native library outside the jar.
 *
 * @param words that start it; none has a space in it
 */
public record InstalledCommand(List<String> words) {
  /** Every build of this module has made it, if it wasn't of this module alone. */
  private static final Path JAR = Path.of("../cli/target/movefile.jar");

  private static final String HOME = "/lab/command";
  private static final String JAR_THERE = HOME + "/movefile.jar";
  private static final String ARCHIVE = HOME + "/movefile.jsa";
  private static final String PACKAGE = "io.github.movefile.cli.";

  private static final List<String> JAVA =
      List.of(
          "java",
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-Xshare:auto",
          "-Xlog:disable",
          "--enable-native-access=ALL-UNNAMED",
          "-XX:-UsePerfData",
          // Not bin/movefile's; without it, the JVM makes other calls each time.
          "-XX:-UseContainerSupport");

  /**
   * Copies it into a laboratory.
   *
   * @param lab open longer than this
   * @return for any user to start
   */
  public static InstalledCommand in(Lab lab) {
    if (!Files.exists(JAR)) {
      throw new AssertionError("no " + JAR + ": ./mvnw package makes it");
    }
    lab.copyIn(JAR, JAR_THERE);
    List<String> words = new ArrayList<>(JAVA);
    words.add("-Djffi.boot.library.path=" + copyNativeLibrary(lab));
    List<String> archiving = new ArrayList<>(words);
    archiving.add("-XX:ArchiveClassesAtExit=" + ARCHIVE);
    // On two file systems, so that copies are trained.
    String source = HOME + "/training";
    String target = "/dev/shm/training";
    lab.exec("root", "mkdir", source, target).requireSuccess();
    archiving.addAll(List.of("-cp", JAR_THERE, PACKAGE + "TrainingRun", source, target));
    lab.exec("root", archiving.toArray(String[]::new)).requireSuccess();
    lab.exec("root", "rm", "-r", source, target).requireSuccess();
    lab.exec("root", "chmod", "-R", "a+rX", HOME).requireSuccess();
    // As bin/movefile starts it: whichever thread opened the jar first would make a call more.
    words.addAll(List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-cp", JAR_THERE, PACKAGE + "Main"));
    return new InstalledCommand(List.copyOf(words));
  }

  /** Returns the directory with that of this architecture. */
  private static String copyNativeLibrary(Lab lab) {
    String architecture = System.getProperty("os.arch").replace("amd64", "x86_64");
    String directory = "jni/" + architecture + "-Linux/";
    try (ZipFile jar = new ZipFile(JAR.toFile())) {
      for (ZipEntry entry : jar.stream().filter(each -> !each.isDirectory()).toList()) {
        if (entry.getName().startsWith(directory)) {
          byte[] library = jar.getInputStream(entry).readAllBytes();
          lab.copyIn(Transferable.of(library, 0755), HOME + "/" + entry.getName());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HOME + "/" + directory;
  }
}
