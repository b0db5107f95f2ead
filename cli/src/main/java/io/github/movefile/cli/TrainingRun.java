// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.Command;
import io.github.movefile.cli.shared.Terminal;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Does once what commands do most often, so that the JVM that runs it can write the classes they
 * load, ready for use, to an archive ({@code -XX:ArchiveClassesAtExit}). A class that is missed is
 * looked for in the jar, verified and linked at each start: a missed one costs 5 ms, each further
 * one up to 1 ms. All of our own are in it, whether they were used or not.
 */
final class TrainingRun {
  /** More than one read, and not so small that it is copied in one piece. */
  private static final int LARGE = 300_000;

  private static final String OURS = "io/github/movefile/";
  private static final String CLASS = ".class";

  private final Path source;
  private final Path target;

  private TrainingRun(Path source, Path target) {
    this.source = source;
    this.target = target;
  }

  /**
   * Runs.
   *
   * @param arguments two empty directories; on two file systems, copies are trained, too
   * @throws IOException if what is to be moved can't be made, or isn't
   */
  public static void main(String[] arguments) throws IOException {
    Main.begin(arguments);
    new TrainingRun(Path.of(arguments[0]), Path.of(arguments[1])).run();
    System.exit(0);
  }

  private void run() throws IOException {
    Path image = source.resolve("image");
    Path root = Files.createDirectory(target.resolve("root"));
    makeImage(image, "d");
    Files.writeString(root.resolve("changed"), "old");
    command("plan", image, root);
    command("merge", "--keep", image, root);
    Files.writeString(root.resolve("d/large"), "changed");
    command("merge", image, root);
    command("copy", root.resolve("d/large"), source.resolve("copy"));
    command("move", source.resolve("copy"), target.resolve("moved"));
    command("move", target.resolve("moved"), target.resolve("renamed"));
    makeImage(image, "d");
    command("merge", "--transaction", "--json", image, root);
    makeImage(target.resolve("near"), "new");
    command("merge", target.resolve("near"), root);
    expect(Command.FAILED, "move", source.resolve("missing"), target.resolve("missing"));
    expect(Command.FAILED, "merge", source.resolve("missing"), root);
    loadAll();
  }

  /** Also what only failures need: where no descriptor is left, no jar can be opened for it. */
  private static void loadAll() throws IOException {
    URL jar = TrainingRun.class.getProtectionDomain().getCodeSource().getLocation();
    try (JarFile classes = new JarFile(Path.of(jar.toURI()).toFile())) {
      for (JarEntry entry : Collections.list(classes.entries())) {
        String name = entry.getName();
        if (name.startsWith(OURS) && name.endsWith(CLASS) && !name.contains("package-info")) {
          String path = name.substring(0, name.length() - CLASS.length());
          Class.forName(path.replace('/', '.'), false, TrainingRun.class.getClassLoader());
        }
      }
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static void makeImage(Path image, String name) throws IOException {
    Path directory = image.resolve(name);
    Files.createDirectories(directory.resolve("e/f"));
    Path small = Files.writeString(image.resolve("small"), "small");
    Files.writeString(image.resolve("changed"), "new");
    Path large = Files.write(directory.resolve("large"), new byte[LARGE]);
    Files.writeString(directory.resolve("other"), "other");
    Files.createLink(directory.resolve("hard"), small);
    Files.createSymbolicLink(image.resolve("link"), Path.of(name, "large"));
    Files.createSymbolicLink(directory.resolve("near"), Path.of("other"));
    try {
      byte[] value = "training".getBytes(StandardCharsets.UTF_8);
      Files.setAttribute(small, "user:movefile", ByteBuffer.wrap(value));
      Files.setAttribute(large, "user:movefile", ByteBuffer.wrap(value));
    } catch (IOException | UnsupportedOperationException e) {
      // a file system without them: their classes are missed
    }
  }

  private static void command(Object... words) throws IOException {
    expect(Command.DONE, words);
  }

  private static void expect(int wanted, Object... words) throws IOException {
    List<String> strings = new ArrayList<>();
    for (Object word : words) {
      strings.add(word instanceof Path path ? byteString(path) : word.toString());
    }
    int status = Program.run(List.of(strings.toArray(new String[0])), Terminal.system());
    if (status != wanted) {
      throw new IOException("exit status " + status + " of " + strings);
    }
  }

  /** As arguments come, see {@code ByteArguments}. */
  private static String byteString(Path path) {
    return new String(RawPath.of(path).bytes(), StandardCharsets.ISO_8859_1);
  }
}
