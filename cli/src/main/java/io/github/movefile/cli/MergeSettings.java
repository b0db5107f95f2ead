// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.Arguments;
import io.github.movefile.cli.shared.Option;
import io.github.movefile.cli.shared.UsageException;
import io.github.movefile.filecopy.CopyProgress;
import io.github.movefile.merge.Atomicity;
import io.github.movefile.merge.CollisionPolicy;
import io.github.movefile.merge.DirectoryLinks;
import io.github.movefile.merge.ExistingDirectories;
import io.github.movefile.merge.ImageDisposal;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.UnchangedFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options of the command line that say how a tree is merged, and their meaning. */
final class MergeSettings {
  private static final List<Option> OF_TREES =
      List.of(
          Option.flag(
              "",
              "transaction",
              "all or nothing: what fails is taken back, and what is killed is completed or taken"
                  + " back by 'movefile recover ROOT'"),
          Option.flag("", "keep", "keep the image; default: what is merged is gone from it"),
          Option.choice(
              "directory-links",
              List.of("follow", "refuse"),
              "where ROOT has a link to a directory and IMAGE a directory: merge through the link,"
                  + " inside ROOT (default), or take it for a collision"),
          Option.choice(
              "existing-directories",
              List.of("keep", "update"),
              "directories that ROOT has keep their owner, mode and attributes (default), or take"
                  + " those of IMAGE"),
          Option.choice(
              "unchanged",
              List.of("leave", "replace"),
              "files that ROOT has already, equal in contents and metadata, stay but for their"
                  + " time (default), or are replaced without a comparison; files of IMAGE with"
                  + " several names always are, and files of ROOT with other names if their time"
                  + " differs"),
          Option.choice(
              "collisions",
              List.of("fail", "backup", "skip"),
              "where a directory meets something else: fail (default), rename what ROOT has to"
                  + " NAME.backup.NNNN, or leave both where they are"),
          Option.value(
              "protect",
              "PATHS",
              "files that IMAGE has below these paths, separated by white space, belong to the"
                  + " admin of ROOT: one"
                  + " that differs in contents or link text stays, and the new one comes beside it"
                  + " as ._cfgNNNN_NAME; what differs in mode or owner alone is replaced"),
          Option.value("protect-mask", "PATHS", "but not below these"),
          Option.value(
              "installed",
              "MANIFEST",
              "what was installed before, as --manifest or --contents has written it: a protected"
                  + " file in it that ROOT lacks was removed by the admin, and comes as"
                  + " ._cfgNNNN_NAME too"),
          Option.value(
              "workers",
              "N",
              "merge by N threads; default: one a processor, up to 8 while they wait for disks"));

  private MergeSettings() {}

  /** All options, with those of files. */
  static List<Option> all() {
    List<Option> options = new ArrayList<>(OF_TREES);
    options.addAll(MoveSettings.ofFiles());
    return options;
  }

  /** Makes the options, but for who listens. */
  static MergeOptions.Builder of(Arguments arguments, Optional<CopyProgress> progress)
      throws UsageException {
    MergeOptions.Builder options =
        MergeOptions.builder()
            .move(MoveSettings.of(arguments, progress))
            .disposal(arguments.has("keep") ? ImageDisposal.KEEP : ImageDisposal.CONSUME);
    Optional<String> links = arguments.text("directory-links");
    if (links.isPresent()) {
      options.directoryLinks(
          links.get().equals("follow") ? DirectoryLinks.FOLLOW_INSIDE : DirectoryLinks.REFUSE);
    }
    if (arguments.has("existing-directories")) {
      options.existingDirectories(
          MoveSettings.choice(arguments, "existing-directories", ExistingDirectories.class));
    }
    if (arguments.has("unchanged")) {
      options.unchanged(MoveSettings.choice(arguments, "unchanged", UnchangedFiles.class));
    }
    if (arguments.has("collisions")) {
      options.collisions(
          collisions(MoveSettings.choice(arguments, "collisions", CollisionPolicy.Decision.class)));
    }
    options.protection(ProtectionSettings.of(arguments));
    if (arguments.has("transaction")) {
      options.atomicity(Atomicity.TRANSACTION);
    }
    if (arguments.text("workers").isPresent()) {
      options.workers(workers(arguments.text("workers").get()));
    }
    return options;
  }

  private static CollisionPolicy collisions(CollisionPolicy.Decision decision) {
    return collision -> decision;
  }

  private static int workers(String text) throws UsageException {
    try {
      int workers = Integer.parseInt(text);
      if (workers >= 1 && workers <= 1024) {
        return workers;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new UsageException("invalid number of workers '" + Help.printable(text) + "'");
  }
}
