// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyResult;
import io.github.movefile.filecopy.MethodRefusal;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.merge.MergeWarning;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.MoveWarning;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;

/**
 * Moves the samples of many trips in a process of its own, so that another user can run it, and
 * strace(1) look on. Prints what it is told, in the lines that {@link Told} reads.
 */
final class MoverProgram {
  private static final MoveFile MOVER = MoveFile.create();
  private static final TreeMerge MERGER = TreeMerge.create();

  private MoverProgram() {}

  /** Takes of each trip its number, where from and where to. */
  public static void main(String[] arguments) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < arguments.length; i += 3) {
      RawPath from = RawPath.of(arguments[i + 1]);
      RawPath to = RawPath.of(arguments[i + 2]);
      for (Sample sample : Samples.all()) {
        RawPath key = RawPath.of(sample.key());
        if (isThere(from.resolve(key).resolve(sample.names().get(0)))) {
          Told told = move(sample, from.resolve(key), to.resolve(key));
          lines.append(told.line(arguments[i] + "/" + sample.key())).append('\n');
        }
      }
    }
    System.out.print(lines);
  }

  private static boolean isThere(RawPath file) {
    try {
      Syscalls.system().paths().statx(Fd.CWD, file, AtFlags.SYMLINK_NOFOLLOW);
      return true;
    } catch (ErrnoException e) {
      return false;
    }
  }

  private static Told move(Sample sample, RawPath from, RawPath to) {
    MoveOptions options = MoveOptions.builder().inodeFlags(sample.asked()).build();
    try {
      if (sample.isTree()) {
        return told(MERGER.merge(from, to, MergeOptions.builder().move(options).build()));
      }
      RawPath name = sample.names().get(0);
      return told(MOVER.move(from.resolve(name), to.resolve(name), options));
    } catch (MoveException e) {
      return told(e);
    }
  }

  private static Told told(MoveException e) {
    String call = e.call().orElse("");
    String errno = e.errno().map(Errno::name).orElse("");
    Told told =
        Told.refused(
            new Told.Refusal(e.failure().name(), e.step().name(), e.state().name(), call, errno));
    e.warnings().forEach(warning -> tell(told, warning));
    return told;
  }

  private static Told told(MoveResult result) {
    Told told = Told.moved(result.method().name());
    result.copy().ifPresent(copy -> tell(told, copy));
    result.warnings().forEach(warning -> tell(told, warning));
    return told;
  }

  private static void tell(Told told, CopyResult copy) {
    for (CopyMethod method : copy.methods().keySet()) {
      told.method(method.name());
    }
    for (MethodRefusal refusal : copy.refusals()) {
      ErrnoException cause = refusal.cause();
      if (cause != null) {
        told.refusal(refusal.method().name(), cause.errno().name());
      }
    }
  }

  private static Told told(MergeReport report) {
    Told told = Told.moved("MERGED");
    for (MergeWarning each : report.warnings()) {
      tell(told, each.warning());
    }
    return told;
  }

  private static void tell(Told told, MoveWarning warning) {
    told.warning(
        warning.loss().name(),
        warning.detail(),
        warning.cause().map(cause -> cause.call() + ": " + cause.errno()).orElse(""));
  }
}
