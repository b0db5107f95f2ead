// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.demo;

import io.github.movefile.cli.shared.MergeSummary;
import io.github.movefile.cli.shared.MoveMessages;
import io.github.movefile.cli.shared.Sizes;
import io.github.movefile.cli.shared.Terminal;
import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Merges, compares, and tells the user. */
final class DemoStage {
  /** More would scroll away what matters. */
  private static final int SHOWN = 10;

  private final Syscalls calls;
  private final Terminal terminal;

  DemoStage(Syscalls calls, Terminal terminal) {
    this.calls = calls;
    this.terminal = terminal;
  }

  /** Shows what is in an image. */
  void describe(RawPath image, String fileSystem, List<String> notMade) throws IOException {
    TreeFacts facts = TreeFacts.of(calls, image);
    terminal.print("Package image, " + fileSystem + ": " + image.quoted());
    List<String> kinds = new ArrayList<>();
    add(kinds, facts.count(FileType.REGULAR), "file", "files");
    add(kinds, facts.count(FileType.DIRECTORY), "directory", "directories");
    add(kinds, facts.count(FileType.SYMLINK), "symbolic link", "symbolic links");
    add(kinds, facts.count(FileType.FIFO), "FIFO", "FIFOs");
    add(kinds, facts.count(FileType.SOCKET), "socket node", "socket nodes");
    add(kinds, facts.count(FileType.CHARACTER_DEVICE), "device node", "device nodes");
    line(Sizes.count(facts.entries().size(), "entry", "entries") + ": " + String.join(", ", kinds));
    line(Sizes.of(facts.length()) + " long, " + Sizes.of(facts.allocated()) + " on the device");
    notMade.forEach(what -> line("not made: " + what));
  }

  private static void add(List<String> kinds, int count, String noun, String plural) {
    if (count > 0) {
      kinds.add(Sizes.count(count, noun, plural));
    }
  }

  /** Merges, and tells whether all that differs was announced. */
  boolean merge(String title, RawPath image, RawPath root) throws IOException {
    TreeFacts before = TreeFacts.of(calls, image);
    MoveOptions options = MoveOptions.builder().rewriteSymlinksFrom(image.toPath()).build();
    long start = System.nanoTime();
    MergeReport report =
        TreeMerge.using(calls).merge(image, root, MergeOptions.builder().move(options).build());
    long nanos = System.nanoTime() - start;

    terminal.print("");
    terminal.print(title + ":");
    line(MergeSummary.of(report, nanos));
    for (CopyMethod method : CopyMethod.values()) {
      Long bytes = report.copied().get(method);
      if (bytes != null) {
        line(Sizes.of(bytes) + " by " + MoveMessages.name(method));
      }
    }
    show(
        "warning",
        report.warnings().stream().map(w -> w.path().quoted() + ": " + w.warning()).toList());
    return compare(TreeComparison.of(before, TreeFacts.of(calls, root), image, report.warnings()));
  }

  private boolean compare(TreeComparison comparison) {
    boolean identical = comparison.silent().isEmpty() && comparison.announced().isEmpty();
    line(
        Sizes.count(comparison.entries(), "entry", "entries")
            + ", "
            + Sizes.count(comparison.attributes(), "attribute", "attributes")
            + " compared: "
            + (identical ? "identical" : differences(comparison)));
    show("different, with a warning", comparison.announced());
    show("DIFFERENT", comparison.silent());
    return comparison.silent().isEmpty();
  }

  private static String differences(TreeComparison comparison) {
    int all = comparison.announced().size() + comparison.silent().size();
    return Sizes.count(all, "difference", "differences");
  }

  private void show(String what, List<String> texts) {
    texts.stream().limit(SHOWN).forEach(text -> line(what + ": " + text));
    if (texts.size() > SHOWN) {
      line("and " + (texts.size() - SHOWN) + " more");
    }
  }

  private void line(String text) {
    terminal.print("  " + text);
  }
}
