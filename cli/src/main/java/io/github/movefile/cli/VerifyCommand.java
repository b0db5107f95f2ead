// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.Arguments;
import io.github.movefile.cli.shared.Command;
import io.github.movefile.cli.shared.CommandSyntax;
import io.github.movefile.cli.shared.FileReasons;
import io.github.movefile.cli.shared.Json;
import io.github.movefile.cli.shared.Option;
import io.github.movefile.cli.shared.Sizes;
import io.github.movefile.cli.shared.Terminal;
import io.github.movefile.cli.shared.UsageException;
import io.github.movefile.merge.Difference;
import io.github.movefile.merge.DirectoryLinks;
import io.github.movefile.merge.DirectoryTimes;
import io.github.movefile.merge.ManifestReader;
import io.github.movefile.merge.TreeVerify;
import io.github.movefile.merge.VerifyOptions;
import io.github.movefile.merge.VerifyReport;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code movefile verify}. */
final class VerifyCommand implements Command {
  private static final RawPath STANDARD_INPUT = RawPath.of("-");

  @Override
  public CommandSyntax syntax() {
    return new CommandSyntax(
        "verify",
        List.of("ROOT --against IMAGE|MANIFEST"),
        "Tell in what the directory ROOT differs from what was merged into it",
        List.of(
            Option.value(
                "against",
                "IMAGE|MANIFEST",
                "a directory; or a file that 'merge --manifest' or 'merge --contents' has written;"
                    + " - is standard input"),
            Option.choice(
                "directory-links",
                List.of("follow", "refuse"),
                "a link of ROOT in place of a directory counts as what it leads to, inside ROOT"
                    + " (default), or as a difference"),
            Option.flag("", "directory-times", "compare the times of directories too"),
            Option.flag("q", "quiet", "only the exit status"),
            Option.flag("", "json", "print one JSON object a line for each difference"),
            Option.flag("h", "help", "show this text")),
        List.of(
            "Against an image: type, contents byte for byte, mode, owner, times, extended"
                + " attributes, ACLs and hard links. Against a manifest: what that tells, contents"
                + " by their digests. What ROOT has beyond is no difference.",
            "After a merge that was to change something (--exclude-xattrs, --map-uid, --map-gid,"
                + " --clamp-mtime, --rewrite-symlinks-from) compare with its manifest: the image"
                + " differs in just that.",
            "JSON: path, attribute, xattr (its name), expected, found. A name that isn't UTF-8 has"
                + " its bytes, in base64, in a member NAME_bytes. Told as text on standard error"
                + " alone are wrong usage, a directory that can't be opened, and a manifest that"
                + " can't be read.",
            "Exit status: 0 nothing differs; 1 something differs or can't be read; 2 wrong"
                + " usage."));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws UsageException {
    List<RawPath> roots = arguments.operands("root");
    List<RawPath> against = arguments.paths("against");
    if (against.size() != 1) {
      throw new UsageException("give one '--against', an image or a manifest");
    }
    try {
      VerifyReport report = verify(roots.get(0), against.get(0), options(arguments, terminal));
      if (!arguments.has("quiet") && !arguments.has("json")) {
        terminal.print(summary(report));
      }
      return report.isEqual() ? DONE : FAILED;
    } catch (IOException e) {
      terminal.complain(
          "cannot verify "
              + roots.get(0).quoted()
              + " against "
              + against.get(0).quoted()
              + ": "
              + reason(e));
      return FAILED;
    }
  }

  /** With its name where the reason alone would not tell which file it is. */
  private static String reason(IOException e) {
    return e instanceof FileSystemException file && file.getReason() != null
        ? String.valueOf(e.getMessage())
        : FileReasons.of(e);
  }

  private static VerifyReport verify(RawPath root, RawPath against, VerifyOptions options)
      throws IOException {
    TreeVerify verify = TreeVerify.create();
    if (!against.equals(STANDARD_INPUT) && Files.isDirectory(against.toPath())) {
      return verify.verify(root, against, options);
    }
    try (InputStream in =
            against.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(against.toPath());
        ManifestReader manifest = ManifestReader.of(in)) {
      return verify.verifyManifest(root, manifest, options);
    }
  }

  private static VerifyOptions options(Arguments arguments, Terminal terminal) {
    VerifyOptions.Builder options = VerifyOptions.builder();
    if (arguments.has("json")) {
      options.listener(difference -> terminal.printJson(Json.text(json(difference))));
    } else if (!arguments.has("quiet")) {
      options.listener(difference -> terminal.print(difference.toString()));
    }
    if (arguments.has("directory-times")) {
      options.directoryTimes(DirectoryTimes.COMPARE);
    }
    if (arguments.text("directory-links").filter("refuse"::equals).isPresent()) {
      options.directoryLinks(DirectoryLinks.REFUSE);
    }
    return options.build();
  }

  private static Map<String, Object> json(Difference difference) {
    Map<String, Object> members = new LinkedHashMap<>();
    Json.putName(members, "path", difference.path());
    members.put("attribute", Json.word(difference.attribute()));
    difference.xattr().ifPresent(xattr -> members.put("xattr", xattr.toString()));
    members.put("expected", difference.expected());
    members.put("found", difference.found());
    return members;
  }

  private static String summary(VerifyReport report) {
    String entries = Sizes.count(report.entries(), "entry", "entries");
    return report.isEqual()
        ? entries + " compared, no difference"
        : entries + " compared, " + Sizes.count(report.differences(), "difference", "differences");
  }
}
