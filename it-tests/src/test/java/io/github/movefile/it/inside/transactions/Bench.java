// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.transactions;

import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.RecoveryOutcome;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.move.MoveException;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A root and an image that can be merged again and again, each time from the same state of their
 * devices, and what they are before and after a merge that nothing disturbs.
 */
final class Bench implements AutoCloseable {
  /** Of which no more is used than is written. */
  private static final long ROOM = 2L << 30;

  private final Setting setting;
  private final TempTree temp = TempTree.create();
  private final LoopFileSystem reflinks = LoopFileSystem.of("xfs").size(ROOM).mount();

  /** That of the root first, and last that of the image. */
  private final List<Device> devices = new ArrayList<>();

  private final Path image;
  private final Path root;
  private TreeState imageBefore = TreeState.none();
  private TreeState rootBefore = TreeState.none();
  private TreeState wanted = TreeState.none();

  private Bench(Setting setting) {
    this.setting = setting;
    image = temp.path(setting.isAcross() ? "other/image" : "one/image");
    root = temp.path("one/root");
  }

  static Bench of(Setting setting) throws IOException {
    Bench bench = new Bench(setting);
    try {
      bench.prepare();
      return bench;
    } catch (IOException | RuntimeException | Error e) {
      bench.close();
      throw e;
    }
  }

  private void prepare() throws IOException {
    devices.add(device(setting.type(), "one"));
    if (setting.isAcross()) {
      devices.add(device("ext4", "other"));
    }
    SampleTrees.fillImage(Files.createDirectory(image));
    SampleTrees.fillRoot(Files.createDirectory(root));
    for (Device each : devices) {
      each.keep();
    }
    imageBefore = TreeState.of(image);
    rootBefore = TreeState.of(root);
    MergeOptions options = TransactionProgram.options(setting.directories(), setting.durability());
    TreeMerge.create().merge(image, root, options);
    wanted = TreeState.of(root);
    if (wanted.changesSince(rootBefore).isEmpty() || !isImageEmpty()) {
      throw new AssertionError("not merged: " + setting);
    }
    reset();
  }

  private Device device(String type, String name) throws IOException {
    Path directory = Files.createDirectory(reflinks.root().resolve(name));
    return new Device(type, directory, temp.directory(name));
  }

  Setting setting() {
    return setting;
  }

  /** Below it all changes. */
  Path place() {
    return temp.path();
  }

  /** That of the root. */
  Device device() {
    return devices.get(0);
  }

  List<String> merging() {
    return TransactionProgram.words(
        "merge",
        image.toString(),
        root.toString(),
        setting.directories().name(),
        setting.durability().name());
  }

  List<String> recovering() {
    return TransactionProgram.words("recover", root.toString());
  }

  /** Nothing was merged yet. */
  void reset() throws IOException {
    for (Device each : devices) {
      each.reset();
    }
  }

  /**
   * Recovers.
   *
   * @param wish what the result has to be
   * @return what became of it
   */
  Verdict recover(Wish wish) throws IOException {
    RecoveryOutcome outcome;
    try {
      outcome = TreeMerge.create().recover(RawPath.of(root)).outcome();
    } catch (MoveException e) {
      return new Verdict("refused", wish + " was to come, but: " + e);
    }
    List<String> toOld = TreeState.of(root).changesSince(rootBefore);
    toOld.addAll(TreeState.of(image).changesSince(imageBefore));
    List<String> toNew = TreeState.of(root).differencesTo(wanted, rootBefore);
    if (!isImageEmpty()) {
      toNew.add("the image is not empty");
    }
    boolean isOld = toOld.isEmpty() && wish != Wish.NEW && outcome != RecoveryOutcome.COMPLETED;
    boolean isNew = toNew.isEmpty() && wish != Wish.OLD && outcome != RecoveryOutcome.ROLLED_BACK;
    return isOld || isNew
        ? new Verdict(isOld ? "old" : "new", "")
        : new Verdict(
            "wrong",
            wish + " was to come, but " + outcome + ": to old " + toOld + "; to new " + toNew);
  }

  private boolean isImageEmpty() throws IOException {
    try (var left = Files.list(image)) {
      return left.findAny().isEmpty();
    }
  }

  @Override
  public void close() {
    try (temp;
        reflinks) {
      devices.forEach(Device::close);
    }
  }
}
