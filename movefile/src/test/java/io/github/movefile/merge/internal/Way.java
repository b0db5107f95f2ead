// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.Syscalls;

/** The ways of resolving paths that have to do the same. */
enum Way {
  KERNEL {
    @Override
    ConfinedTree tree(Syscalls calls, Fd top) {
      return new Openat2Tree(calls, top);
    }
  },
  WALKING {
    @Override
    ConfinedTree tree(Syscalls calls, Fd top) {
      return new WalkingTree(calls, top);
    }
  };

  abstract ConfinedTree tree(Syscalls calls, Fd top);
}
