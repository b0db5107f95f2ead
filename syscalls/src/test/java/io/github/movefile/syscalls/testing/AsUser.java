// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs classes as an ordinary user, whom the kernel refuses what root may do: uid and gid 65534
 * without any capability, in a JVM of its own. Needs root, and setpriv(1) of util-linux.
 *
 * <p>Where that user may not read the class path, it is copied; and the user gets a directory of
 * its own for temporary files and for the native library.
 */
public final class AsUser {
  /** The uid and the gid: "nobody" on most systems. */
  public static final int ID = 65534;

  private static final String[] SETPRIV = {
    "setpriv", "--reuid", ID + "", "--regid", ID + "", "--clear-groups", "--"
  };

  private AsUser() {}

  /**
   * Runs the {@code main} method of a class.
   *
   * @param mainClass a class of the test class path
   * @param arguments for it; the user must be able to reach the files they name, see {@link
   *     TempTree#openToEveryone}
   * @return exit code and output
   */
  public static CommandResult run(Class<?> mainClass, String... arguments) {
    Requirements.root();
    Requirements.command("setpriv");
    try (TempTree home = TempTree.create().openToEveryone()) {
      return process(mainClass, home, arguments).run();
    }
  }

  /**
   * As {@link #run}, but in one JVM for all calls, which is ten times as fast.
   *
   * @param mainClass a class of the test class path, whose {@code main} method doesn't end the JVM
   * @param arguments for it
   * @return output, and exit code 1 if it threw something
   */
  public static CommandResult call(Class<?> mainClass, String... arguments) {
    Requirements.root();
    Requirements.command("setpriv");
    return Server.INSTANCE.call(mainClass, arguments);
  }

  private static JavaProcess process(Class<?> mainClass, TempTree home, String... arguments) {
    return JavaProcess.of(mainClass, arguments)
        .through(SETPRIV)
        .options("-Djava.io.tmpdir=" + home.path(), "-Djffi.extract.dir=" + home.path())
        .classPath(ReadableClassPath.TEXT);
  }

  /**
   * Runs all tests of JUnit test classes, nested and dynamic ones too. The class path must have
   * {@code junit-platform-launcher}.
   *
   * @param testClasses what to run; skipped tests count as passed
   * @throws AssertionError with the output if a test failed or none ran
   */
  public static void runTests(Class<?>... testClasses) {
    String[] names = Arrays.stream(testClasses).map(Class::getName).toArray(String[]::new);
    run(JUnitMain.class, names).requireSuccess();
  }

  /** Started once, ended with this JVM. */
  private static final class Server {
    static final MainServer INSTANCE = start();

    private static MainServer start() {
      TempTree home = TempTree.create().openToEveryone();
      // What the JVM itself says would be taken for an answer.
      MainServer server =
          MainServer.start(process(MainServer.class, home).options("-Xlog:disable"));
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    server.close();
                    home.close();
                  }));
      return server;
    }
  }

  /**
   * The class path, or where that user can't read it a copy, made once, removed when this JVM ends.
   */
  private static final class ReadableClassPath {
    static final String TEXT = isReadable() ? join(entries()) : copy();

    private static String join(Collection<Path> entries) {
      return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isReadable() {
      List<String> words = new ArrayList<>(List.of(SETPRIV));
      words.add("find");
      entries().forEach(entry -> words.add(entry.toString()));
      words.addAll(List.of("!", "-readable", "-print", "-quit"));
      CommandResult unreadable = Command.of(words).run();
      return unreadable.exitCode() == 0 && unreadable.text().isEmpty();
    }

    private static String copy() {
      TempTree tree = TempTree.create();
      Runtime.getRuntime().addShutdownHook(new Thread(tree::close));
      List<Path> copies = new ArrayList<>();
      for (Path from : entries()) {
        Path to = tree.path(copies.size() + "-" + from.getFileName());
        copyTree(from, to);
        copies.add(to);
      }
      Command.of("chmod", "-R", "a+rX", tree.path().toString()).run().requireSuccess();
      return join(copies);
    }

    /** The class path and, since Surefire hides it there, the launcher that runs this test. */
    private static Set<Path> entries() {
      Set<Path> entries = new LinkedHashSet<>();
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        entries.add(Path.of(entry).toAbsolutePath());
      }
      try {
        Class<?> launcher = Class.forName(JUnitMain.LAUNCHER);
        entries.add(Path.of(launcher.getProtectionDomain().getCodeSource().getLocation().toURI()));
      } catch (ClassNotFoundException | URISyntaxException e) {
        // Then only main methods can be run.
      }
      entries.removeIf(Files::notExists);
      return entries;
    }

    private static void copyTree(Path from, Path to) {
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.toList()) {
          Path copy = to.resolve(from.relativize(file).toString());
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
