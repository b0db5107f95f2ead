// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;

/** Makes confined trees. */
public final class ConfinedTrees {
  private ConfinedTrees() {}

  /**
   * A tree that the kernel confines, by openat2(2); or that is walked where there is no such call:
   * before Linux 5.6, and below seccomp filters that don't know it or refuse it.
   *
   * @param calls how files are reached
   * @param top its top, open while the tree is used
   * @return thread-safe
   */
  public static ConfinedTree of(Syscalls calls, Fd top) {
    return new KernelFirst(new Openat2Tree(calls, top), new WalkingTree(calls, top));
  }

  private static final class KernelFirst extends ResolvingTree {
    private final Openat2Tree kernel;
    private final WalkingTree walking;

    /** Once it is known, the call isn't tried again. */
    private volatile boolean isAbsent;

    KernelFirst(Openat2Tree kernel, WalkingTree walking) {
      this.kernel = kernel;
      this.walking = walking;
    }

    @Override
    Fd open(RawPath path, OpenFlags flags, Links links) throws ErrnoException {
      if (isAbsent) {
        return walking.open(path, flags, links);
      }
      try {
        return kernel.open(path, flags, links);
      } catch (ErrnoException e) {
        if (!e.call().equals("openat2")) {
          throw e;
        }
        return switch (e.errno()) {
          case ENOSYS -> {
            isAbsent = true;
            yield walking.open(path, flags, links);
          }
          case EPERM, EOPNOTSUPP, EINVAL -> openRefused(path, flags, links, e.errno());
          default -> throw e;
        };
      }
    }

    /**
     * Seccomp filters refuse calls that they don't know with EPERM, as Docker's did before 20.10,
     * others with what they were told to, and a kernel refuses flags that it doesn't know with
     * EINVAL; but so may a file system or a security module refuse this directory. In the latter
     * case openat(2) hears the same: whatever else it says, it was the call that is refused.
     */
    private Fd openRefused(RawPath path, OpenFlags flags, Links links, Errno refusal)
        throws ErrnoException {
      try {
        Fd opened = walking.open(path, flags, links);
        isAbsent = true;
        return opened;
      } catch (ErrnoException e) {
        isAbsent |= e.errno() != refusal;
        throw e;
      }
    }
  }
}
