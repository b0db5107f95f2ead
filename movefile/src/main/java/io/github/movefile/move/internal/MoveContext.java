// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.LossPolicy;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.MoveWarning;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Syscalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One move under way: what was asked for, how far it got, what was lost. Of one thread. */
final class MoveContext {
  private final Syscalls calls;
  private final Place source;
  private final Place target;
  private final HardLinks hardLinks;
  private final MoveOptions options;
  private final Disposal disposal;
  private final TempNaming temps;
  private final DirectoryPair pair;
  private final List<MoveWarning> warnings = new ArrayList<>(0);
  private MoveStep step = MoveStep.LOOK;
  private MoveState state = MoveState.UNCHANGED;

  MoveContext(
      Syscalls calls,
      Place source,
      Place target,
      HardLinks hardLinks,
      MoveOptions options,
      Disposal disposal,
      TempNaming temps,
      DirectoryPair pair) {
    this.calls = calls;
    this.source = source;
    this.target = target;
    this.hardLinks = hardLinks;
    this.options = options;
    this.disposal = disposal;
    this.temps = temps;
    this.pair = pair;
  }

  Syscalls calls() {
    return calls;
  }

  Place source() {
    return source;
  }

  Place target() {
    return target;
  }

  /** Which files the target may become a hard link of. */
  HardLinks hardLinks() {
    return hardLinks;
  }

  MoveOptions options() {
    return options;
  }

  /** Where the new file is made. */
  TempNaming temps() {
    return temps;
  }

  /** What moves between the same directories know. */
  DirectoryPair pair() {
    return pair;
  }

  /** Whether the target is made under its own name, in a directory that the caller stores. */
  boolean isInPlace() {
    return temps.equals(TempNaming.IN_PLACE);
  }

  boolean keepsSource() {
    return disposal == Disposal.KEEP;
  }

  /** From here on, a failure belongs to this step. */
  void enter(MoveStep next) {
    step = next;
  }

  MoveStep step() {
    return step;
  }

  /** From here on, a failure leaves this. */
  void reached(MoveState next) {
    state = next;
  }

  MoveState state() {
    return state;
  }

  List<MoveWarning> warnings() {
    return warnings;
  }

  /** Forgets the warnings of an attempt that is made again. */
  void forgetWarningsSince(int count) {
    if (warnings.size() > count) {
      warnings.subList(count, warnings.size()).clear();
    }
  }

  /** Records a loss, or refuses it where the caller wants none. */
  void lose(MoveWarning.Loss loss, String detail, @Nullable ErrnoException cause) throws Refusal {
    MoveWarning warning = new MoveWarning(loss, detail, Optional.ofNullable(cause));
    if (options.losses() == LossPolicy.FAIL) {
      throw new Refusal(MoveFailure.LOSS_REFUSED, warning.toString(), cause);
    }
    warnings.add(warning);
  }
}
