// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.transactions;

import io.github.movefile.merge.Atomicity;
import io.github.movefile.merge.CollisionPolicy;
import io.github.movefile.merge.ConfigProtection;
import io.github.movefile.merge.ExistingDirectories;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.move.Durability;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.testing.JavaProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A process that merges, or recovers, as soon as it is told to, and says when it is done. */
final class TransactionProgram {
  static final String READY = "ready";
  static final String DONE = "done";

  private TransactionProgram() {}

  /**
   * Waits for a byte, or the end, of standard input, and merges or recovers.
   *
   * @param arguments "merge", image, root, directories, durability; or "recover", root
   * @throws IOException if that fails
   */
  public static void main(String[] arguments) throws IOException {
    TreeMerge merge = TreeMerge.create();
    System.out.println(READY);
    System.out.flush();
    if (System.in.read() == 'x') {
      return;
    }
    if (arguments[0].equals("merge")) {
      ExistingDirectories directories = ExistingDirectories.valueOf(arguments[3]);
      MergeOptions options = options(directories, Durability.valueOf(arguments[4]));
      merge.merge(RawPath.of(arguments[1]), RawPath.of(arguments[2]), options);
    } else {
      merge.recover(RawPath.of(arguments[1]));
    }
    System.out.println(DONE);
    System.out.flush();
  }

  /** One worker: so that the n-th call is the same one in every run. */
  static MergeOptions options(ExistingDirectories directories, Durability durability) {
    return MergeOptions.builder()
        .atomicity(Atomicity.TRANSACTION)
        .collisions(CollisionPolicy.BACKUP)
        .existingDirectories(directories)
        .protection(ConfigProtection.parse("/etc", ""))
        .move(MoveOptions.builder().durability(durability).build())
        .workers(1)
        .build();
  }

  /** The words that start it. */
  static List<String> words(String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(ProcessHandle.current().info().command().orElse("java"));
    words.addAll(JavaProcess.SHORT_RUN);
    words.add("-Xmx128m");
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    words.add(TransactionProgram.class.getName());
    words.addAll(List.of(arguments));
    return words;
  }
}
