// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.demo;

import io.github.movefile.cli.demo.DemoPlaces.Place;
import io.github.movefile.cli.shared.Arguments;
import io.github.movefile.cli.shared.Command;
import io.github.movefile.cli.shared.CommandSyntax;
import io.github.movefile.cli.shared.MoveMessages;
import io.github.movefile.cli.shared.Option;
import io.github.movefile.cli.shared.ScratchDirectory;
import io.github.movefile.cli.shared.Terminal;
import io.github.movefile.cli.shared.UsageException;
import io.github.movefile.move.MoveException;
import io.github.movefile.syscalls.AbsolutePath;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code movefile demo}. */
public final class DemoCommand implements Command {
  private static final String PREFIX = "movefile-demo-";

  /** Beside the large file: sparse and small ones, inodes, and room to breathe. */
  private static final long OTHER_BYTES = 24L << 20;

  private static final int LARGE_BYTES = 64 << 20;

  @Override
  public CommandSyntax syntax() {
    return new CommandSyntax(
        "demo",
        List.of("[DIR]"),
        "Make a package image, merge it, and compare every attribute with what it was",
        List.of(
            Option.flag("", "keep", "keep the folders, to look into"),
            Option.flag("h", "help", "show this text")),
        List.of(
            "The image is made in a folder of its own in DIR, by default where temporary files are"
                + " made, and merged into another file system if there is one; then that tree is"
                + " merged within its file system. The folders are removed at the end, also after"
                + " Ctrl-C. About 100 MB are written to each file system.",
            "Exit status: 0 all is as it was, or a warning told what isn't; 1 it isn't; 2 wrong"
                + " usage."));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws UsageException {
    List<RawPath> operands = arguments.operands();
    if (operands.size() > 1) {
      throw new UsageException("extra operand " + operands.get(1).quoted());
    }
    try {
      return run(operands.stream().findFirst(), arguments.has("keep"), terminal);
    } catch (MoveException e) {
      terminal.complain(MoveMessages.failed("merge", e));
    } catch (IOException e) {
      terminal.complain("demo: " + e.getMessage());
    }
    return FAILED;
  }

  private static int run(Optional<RawPath> directory, boolean keep, Terminal terminal)
      throws IOException {
    Syscalls calls = Syscalls.system();
    DemoPlaces places = DemoPlaces.choose(calls, directory, LARGE_BYTES + OTHER_BYTES);
    Place first = places.first();
    Place second = places.second().orElse(first);
    try (ScratchDirectory source = ScratchDirectory.in(calls, absolute(calls, first), PREFIX);
        ScratchDirectory target = ScratchDirectory.in(calls, absolute(calls, second), PREFIX)) {
      if (keep) {
        source.keep();
        target.keep();
      }
      RawPath image = directory(calls, source, "image");
      int large = (int) Math.min(LARGE_BYTES, Math.max(0, first.freeBytes() - OTHER_BYTES) / 2);
      List<String> notMade = DemoImage.make(calls, image, large);
      DemoStage stage = new DemoStage(calls, terminal);
      stage.describe(image, first.fileSystem(), notMade);

      RawPath root = directory(calls, target, "root");
      boolean faithful;
      if (places.second().isPresent()) {
        String title = "Across file systems, " + first.fileSystem() + " -> " + second.fileSystem();
        faithful = stage.merge(title, image, root);
        image = root;
        root = directory(calls, target, "second-root");
      } else {
        terminal.print("");
        terminal.print("There is no second file system with room: nothing is copied.");
        faithful = true;
      }
      faithful &= stage.merge("Within one file system, " + second.fileSystem(), image, root);
      if (keep) {
        terminal.print("");
        terminal.print("Kept: " + source.path().quoted() + " " + target.path().quoted());
      }
      return faithful ? DONE : FAILED;
    }
  }

  /** The links in the image are absolute. */
  private static RawPath absolute(Syscalls calls, Place place) throws ErrnoException {
    RawPath path = AbsolutePath.of(calls.paths(), place.directory());
    return RawPath.of(path.toPath().normalize());
  }

  private static RawPath directory(Syscalls calls, ScratchDirectory scratch, String name)
      throws ErrnoException {
    RawPath path = scratch.path().resolve(RawPath.of(name));
    calls.paths().mkdirat(Fd.CWD, path, 0755);
    return path;
  }
}
