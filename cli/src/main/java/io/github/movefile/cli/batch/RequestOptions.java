// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.batch;

import com.grack.nanojson.JsonObject;
import io.github.movefile.cli.shared.UsageException;
import io.github.movefile.cli.shared.WorkingDirectory;
import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.filecopy.Reflink;
import io.github.movefile.filecopy.Sparse;
import io.github.movefile.move.Durability;
import io.github.movefile.move.LossPolicy;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.OwnerMap;
import io.github.movefile.move.OwnerMap.Range;
import io.github.movefile.move.SecurityLabel;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.xattr.XattrFilter;
import io.github.movefile.xattr.XattrPolicy;
import io.github.movefile.xattr.XattrRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the object {@code options} of a request means: the words of the command line. */
final class RequestOptions {
  /** Those with a slash are names, which may be given in bytes. */
  private static final Set<String> KNOWN =
      Set.of(
          "mtime",
          "clamp_mtime",
          "map_uid",
          "map_gid",
          "rewrite_symlinks_from",
          "rewrite_symlinks_from/",
          "durability",
          "label",
          "fail_on_loss",
          "require_xattrs",
          "exclude_xattrs",
          "reflink",
          "sparse",
          "no_trust_holes");

  private RequestOptions() {}

  /** Makes the options of the members. */
  static MoveOptions of(JsonObject json) throws BadRequestException {
    Members members = new Members(json);
    members.requireOnly(KNOWN);
    MoveOptions.Builder options = MoveOptions.builder();
    members.time("mtime").ifPresent(options::mtime);
    members.time("clamp_mtime").ifPresent(options::latestMtime);
    if (members.has("map_uid") || members.has("map_gid")) {
      options.owners(OwnerMap.of(ranges(members, "map_uid"), ranges(members, "map_gid")));
    }
    Optional<RawPath> image = members.path("rewrite_symlinks_from");
    if (image.isPresent()) {
      options.rewriteSymlinksFrom(absolute(image.get()).normalize());
    }
    choice(members, "durability", Durability.NONE, Durability.FSYNC).ifPresent(options::durability);
    choice(members, "label", SecurityLabel.INHERIT, SecurityLabel.PRESERVE)
        .ifPresent(options::label);
    if (members.flag("fail_on_loss")) {
      options.losses(LossPolicy.FAIL);
    }
    return options.xattrs(rules(members)).copy(copyOptions(members)).build();
  }

  private static Path absolute(RawPath path) throws BadRequestException {
    try {
      return WorkingDirectory.resolve(path);
    } catch (UsageException e) {
      throw new BadRequestException(e.text());
    }
  }

  private static List<Range> ranges(Members members, String name) throws BadRequestException {
    Optional<String> text = members.text(name);
    if (text.isEmpty()) {
      return List.of(Range.ALL);
    }
    try {
      List<Range> ranges = OwnerMap.parse(text.get());
      OwnerMap.of(ranges, List.of()); // to say which of the two members it is
      return ranges;
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("member '" + name + "': " + e.getMessage());
    }
  }

  private static XattrRules rules(Members members) throws BadRequestException {
    XattrRules.Builder rules = XattrRules.builder();
    members.text("exclude_xattrs").map(XattrFilter::of).ifPresent(rules::exclude);
    members.text("require_xattrs").ifPresent(globs -> rules.policy(globs, XattrPolicy.REQUIRE));
    return rules.build();
  }

  private static CopyOptions copyOptions(Members members) throws BadRequestException {
    CopyOptions.Builder copy = CopyOptions.builder();
    choice(members, "reflink", Reflink.values()).ifPresent(copy::reflink);
    choice(members, "sparse", Sparse.values()).ifPresent(copy::sparse);
    copy.trustHoles(!members.flag("no_trust_holes"));
    try {
      return copy.build();
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("members 'reflink' and 'sparse' exclude each other");
    }
  }

  @SafeVarargs
  private static <E extends Enum<E>> Optional<E> choice(Members members, String name, E... values)
      throws BadRequestException {
    Optional<String> word = members.text(name);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    StringBuilder words = new StringBuilder();
    for (E value : values) {
      String known = value.name().toLowerCase(Locale.ROOT);
      if (known.equals(word.get())) {
        return Optional.of(value);
      }
      words.append(words.isEmpty() ? "" : ", ").append(known);
    }
    throw Members.wrongType(name, "one of " + words);
  }
}
