// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.table;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.testing.AsUser;
import java.util.List;

/**
 * Samples on their way from one directory to another, for one user.
 *
 * @param number of the trip, part of the names of its directories
 * @param user who moves
 * @param way across, or within one file system
 * @param from the file system of the sources
 * @param to the file system of the targets
 * @param source the directory of the sources
 * @param target the directory of the targets
 * @param samples what is moved
 */
record Trip(
    int number,
    Mover user,
    Way way,
    String from,
    String to,
    String source,
    String target,
    List<Sample> samples) {
  /** Who moves. */
  enum Mover {
    ROOT("root", 0),
    ORDINARY("ordinary user", AsUser.ID);

    final String label;
    final int id;

    Mover(String label, int id) {
      this.label = label;
      this.id = id;
    }

    /** What a command of root has to begin with to be this user's. */
    String[] words() {
      String id = Integer.toString(this.id);
      return this == ROOT
          ? new String[0]
          : new String[] {"setpriv", "--reuid", id, "--regid", id, "--clear-groups", "--"};
    }
  }

  /** Which way it goes. */
  enum Way {
    /** Two file systems. */
    ACROSS,
    /** One, through two mounts. */
    BOUND,
    /** One, through one mount. */
    WITHIN
  }

  static Trip of(int number, Mover user, Way way, Place from, Place to, List<Sample> samples) {
    return new Trip(
        number,
        user,
        way,
        from.label(),
        to.label(),
        from.directory() + "/from-" + number,
        to.directory() + "/to-" + number,
        samples);
  }

  /**
   * Where a trip starts or ends.
   *
   * @param label of the file system
   * @param directory in which every user may write
   */
  record Place(String label, String directory) {}

  /** Such as "ext4→xfs as root". */
  String label() {
    String there =
        switch (way) {
          case ACROSS -> from.equals(to) ? "second " + to : to;
          case BOUND -> "bind of " + to;
          case WITHIN -> to;
        };
    return from + "→" + there + " as " + user.label;
  }

  /** Makes the directories and the samples. */
  void pack() throws ErrnoException {
    SampleMaker maker = new SampleMaker(user.id);
    RawPath sources = RawPath.of(source);
    RawPath targets = RawPath.of(target);
    maker.directory(sources, false);
    maker.directory(targets, false);
    for (Sample sample : samples) {
      RawPath key = RawPath.of(sample.key());
      maker.directory(sources.resolve(key), false);
      maker.directory(targets.resolve(key), sample.imposing());
      maker.make(sample, sources.resolve(key));
    }
    for (Sample sample : Samples.CONTENTS) {
      if (samples.contains(sample)) {
        maker.witness(sample, sources);
      }
    }
  }
}
