// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import io.github.movefile.syscalls.testing.LoopFileSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** File systems in images of their own, mounted until they are closed; one of a name. */
final class Disks implements AutoCloseable {
  private final Map<String, LoopFileSystem> mounted = new LinkedHashMap<>();

  /** One of each type, with the defaults of its kind. */
  static Disks of(String... types) {
    Disks disks = new Disks();
    Arrays.stream(types).forEach(type -> disks.with(type, LoopFileSystem.of(type)));
    return disks;
  }

  /** Adds one that differs from the defaults. */
  Disks with(String name, LoopFileSystem.Plan plan) {
    try {
      mounted.put(name, plan.mount());
      return this;
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Where a file system is mounted. */
  Path root(String name) {
    LoopFileSystem disk = mounted.get(name);
    if (disk == null) {
      throw new IllegalArgumentException(name + " is none of " + mounted.keySet());
    }
    return disk.root();
  }

  /** A new directory on a file system, for one test. */
  Path directory(String name) {
    try {
      return Files.createTempDirectory(root(name), "d");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    AssertionError failure = null;
    for (LoopFileSystem disk : mounted.values()) {
      try {
        disk.close();
      } catch (AssertionError e) {
        failure = e;
      }
    }
    mounted.clear();
    if (failure != null) {
      throw failure;
    }
  }
}
