// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.Arguments;
import io.github.movefile.cli.shared.Option;
import io.github.movefile.cli.shared.UsageException;
import io.github.movefile.cli.shared.WorkingDirectory;
import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.filecopy.CopyProgress;
import io.github.movefile.filecopy.Reflink;
import io.github.movefile.filecopy.Sparse;
import io.github.movefile.move.Durability;
import io.github.movefile.move.LossPolicy;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.SecurityLabel;
import io.github.movefile.xattr.XattrFilter;
import io.github.movefile.xattr.XattrPolicy;
import io.github.movefile.xattr.XattrRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The options of the command line that say how a file is moved, and their meaning. */
final class MoveSettings {
  /** For one file. */
  static final List<Option> OF_A_FILE =
      List.of(
          Option.value(
              "mtime",
              "TIME",
              "give the target this time instead of the source's: nanoseconds since 1970,"
                  + " @SECONDS[.FRACTION], or such as 2024-02-29T12:00:00.5Z"),
          Option.value(
              "link-candidate",
              "FILE",
              "make the target a hard link of FILE, which has the same contents, if possible; it"
                  + " keeps FILE's owner, mode, attributes and times; can be repeated"));

  private static final List<Option> OF_EVERY_FILE =
      List.of(
          Option.value(
              "rewrite-symlinks-from",
              "DIR",
              "let symbolic links that point into DIR point to where its contents will be:"
                  + " DIR/usr/lib becomes /usr/lib"),
          Option.choice(
              "durability",
              List.of("none", "fsync", "batched"),
              "what is awaited: nothing (default), or that all is stored before the source goes:"
                  + " file by file, or in a merge at once, which is a transaction then; for a single"
                  + " file batched is the same as fsync"),
          Option.choice(
              "label",
              List.of("inherit", "preserve"),
              "the security label of a copy: what its directory gives (default), or the source's"),
          Option.flag("", "fail-on-loss", "fail where something can't be kept; default: warn"),
          Option.value(
              "require-xattrs",
              "GLOBS",
              "fail if an extended attribute that matches, and isn't excluded, can't be kept, such"
                  + " as 'security.capability user.*'"),
          Option.value(
              "exclude-xattrs",
              "GLOBS",
              "don't copy extended attributes that match; replaces the default list '"
                  + XattrFilter.DEFAULT_EXCLUSION
                  + "'"),
          Option.choice(
              "reflink",
              List.of("auto", "always", "never"),
              "share blocks where the file system can (default), or fail, or don't"),
          Option.choice(
              "sparse",
              List.of("auto", "always", "never"),
              "keep holes (default), make more of runs of zeros, or make none"),
          Option.flag(
              "", "no-trust-holes", "read all of a file, whatever its file system says of holes"));

  private MoveSettings() {}

  /** For files of all kinds of commands. */
  static List<Option> ofFiles() {
    List<Option> options = new ArrayList<>(OF_EVERY_FILE);
    options.addAll(ImageSettings.OPTIONS);
    return options;
  }

  /** Makes the options; the progress, if there is one, is told of each copy. */
  static MoveOptions of(Arguments arguments, Optional<CopyProgress> progress)
      throws UsageException {
    MoveOptions.Builder options = MoveOptions.builder();
    Optional<String> mtime = arguments.text("mtime");
    if (mtime.isPresent()) {
      options.mtime(TimeArgument.parse(mtime.get()));
    }
    ImageSettings.apply(arguments, options);
    options.hardLinkCandidates(arguments.paths("link-candidate"));
    for (var image : arguments.paths("rewrite-symlinks-from")) {
      options.rewriteSymlinksFrom(WorkingDirectory.resolve(image).normalize());
    }
    if (arguments.has("durability")) {
      options.durability(choice(arguments, "durability", Durability.class));
    }
    if (arguments.has("label")) {
      options.label(choice(arguments, "label", SecurityLabel.class));
    }
    if (arguments.has("fail-on-loss")) {
      options.losses(LossPolicy.FAIL);
    }
    if (arguments.has("require-xattrs") || arguments.has("exclude-xattrs")) {
      options.xattrs(rules(arguments));
    }
    return options.copy(copyOptions(arguments, progress)).build();
  }

  private static XattrRules rules(Arguments arguments) {
    XattrRules.Builder rules = XattrRules.builder();
    arguments.text("exclude-xattrs").map(XattrFilter::of).ifPresent(rules::exclude);
    arguments.text("require-xattrs").ifPresent(globs -> rules.policy(globs, XattrPolicy.REQUIRE));
    return rules.build();
  }

  private static CopyOptions copyOptions(Arguments arguments, Optional<CopyProgress> progress)
      throws UsageException {
    CopyOptions.Builder copy = CopyOptions.builder();
    if (arguments.has("reflink")) {
      copy.reflink(choice(arguments, "reflink", Reflink.class));
    }
    if (arguments.has("sparse")) {
      copy.sparse(choice(arguments, "sparse", Sparse.class));
    }
    copy.trustHoles(!arguments.has("no-trust-holes"));
    if (progress.isPresent()) {
      copy.progress(progress.get());
    }
    try {
      return copy.build();
    } catch (IllegalArgumentException e) {
      throw new UsageException("'--reflink=always' and '--sparse' exclude each other");
    }
  }

  /** The word of an option that was given. Not by lambdas, which each start would pay for. */
  static <E extends Enum<E>> E choice(Arguments arguments, String option, Class<E> type) {
    return Enum.valueOf(type, arguments.text(option).orElseThrow().toUpperCase(Locale.ROOT));
  }
}
