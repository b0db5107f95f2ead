// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import io.github.movefile.it.inside.table.Trip.Mover;
import io.github.movefile.it.inside.table.Trip.Place;
import io.github.movefile.it.inside.table.Trip.Way;
import io.github.movefile.it.lab.FileSystem;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import java.util.ArrayList;
import java.util.List;

/** From where to where the samples go: the file systems of the laboratory, and two old ones. */
final class Places implements AutoCloseable {
  /** Ext4 with inodes of 128 bytes, which have no room for ns. */
  static final String EXT4_OF_SECONDS = "ext4 of 128-byte inodes";

  /** Xfs as it was made before times after 2038 were known. */
  static final String XFS_WITHOUT_BIGTIME = "xfs without bigtime";

  private final LoopFileSystem ext4 = LoopFileSystem.of("ext4").making("-F", "-I", "128").mount();
  private final LoopFileSystem xfs = xfs();

  private LoopFileSystem xfs() {
    try {
      return LoopFileSystem.of("xfs").making("-m", "bigtime=0").mount();
    } catch (RuntimeException | Error e) {
      ext4.close();
      throw e;
    }
  }

  /** Every trip of every user. */
  List<Trip> trips() {
    List<Trip> trips = new ArrayList<>();
    for (Mover user : Mover.values()) {
      for (FileSystem from : FileSystem.values()) {
        Place here = new Place(from.label(), from.directory());
        for (FileSystem to : FileSystem.values()) {
          String directory = from == to ? to.secondDirectory() : to.directory();
          Place there = new Place(to.label(), directory);
          trips.add(Trip.of(trips.size(), user, Way.ACROSS, here, there, Samples.all()));
        }
        Place bound = new Place(from.label(), from.boundDirectory());
        trips.add(Trip.of(trips.size(), user, Way.BOUND, here, bound, Samples.all()));
        trips.add(Trip.of(trips.size(), user, Way.WITHIN, here, here, Samples.all()));
      }
    }
    // From where every time can come.
    Place memory = new Place("tmpfs", FileSystem.TMPFS.directory());
    for (Place old : old()) {
      trips.add(Trip.of(trips.size(), Mover.ROOT, Way.ACROSS, memory, old, Samples.TIMES));
    }
    return trips;
  }

  /** All file systems, one of each kind. */
  List<Place> all() {
    List<Place> all = new ArrayList<>();
    for (FileSystem each : FileSystem.values()) {
      all.add(new Place(each.label(), each.directory()));
    }
    all.addAll(old());
    return all;
  }

  private List<Place> old() {
    return List.of(
        new Place(EXT4_OF_SECONDS, ext4.root().toString()),
        new Place(XFS_WITHOUT_BIGTIME, xfs.root().toString()));
  }

  @Override
  public void close() {
    try (ext4;
        xfs) {
      // both, whatever the first one says
    }
  }
}
