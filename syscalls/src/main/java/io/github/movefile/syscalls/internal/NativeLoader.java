// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.internal;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.NativeLayer;
import io.github.movefile.syscalls.PathCalls;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Loads the native layer once, and turns every way in which that fails into a typed absence. */
public final class NativeLoader {
  private static volatile @Nullable Native loaded;

  private NativeLoader() {}

  /**
   * The native layer of this process.
   *
   * @return present or absent, the same at every call
   */
  public static NativeLayer layer() {
    return Holder.LAYER;
  }

  /** The library, for calls that are none on files; null if it is absent. */
  static @Nullable Native loaded() {
    return Holder.LAYER instanceof NativeLayer.Present ? loaded : null;
  }

  private static NativeLayer load() {
    String os = System.getProperty("os.name", "");
    Optional<Architecture> architecture = Architecture.current();
    if (!os.equals("Linux") || architecture.isEmpty()) {
      String machine = os + " on " + System.getProperty("os.arch", "");
      return new NativeLayer.Absent(
          machine + " is not served: Linux on x86-64 or aarch64 is", null);
    }
    try {
      Native c = Native.load(architecture.get());
      PathCalls paths = new JffiPathCalls(c);
      Syscalls raw = new Syscalls(paths, new JffiDataCalls(c, paths), new JffiXattrCalls(c));
      paths.statx(Fd.CWD, RawPath.of("/"), AtFlags.NONE);
      loaded = c;
      return new NativeLayer.Present(raw.restarting());
    } catch (IOException | RuntimeException | LinkageError e) {
      // A locked-down JVM, a noexec temp directory, another C library: each has an error of its
      // own.
      return new NativeLayer.Absent("the native library can't be loaded: " + e, e);
    }
  }

  private static final class Holder {
    static final NativeLayer LAYER = load();
  }
}
