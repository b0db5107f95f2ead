// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.Arguments;
import io.github.movefile.cli.shared.Option;
import io.github.movefile.cli.shared.UsageException;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.OwnerMap;
import io.github.movefile.move.OwnerMap.Range;
import java.util.List;
import java.util.Optional;

/**
 * The options for who builds images: owners that are shifted, times that are the same each time.
 */
final class ImageSettings {
  private static final String MAP_UID = "map-uid";
  private static final String MAP_GID = "map-gid";
  private static final String CLAMP_MTIME = "clamp-mtime";

  static final List<Option> OPTIONS =
      List.of(
          Option.value(
              MAP_UID,
              "RANGES",
              "shift owners, also those in ACLs: FROM:TO:COUNT[,...], such as 0:100000:65536; one"
                  + " that no range holds is an error"),
          Option.value(MAP_GID, "RANGES", "shift groups in the same way"),
          Option.value(
              CLAMP_MTIME,
              "TIME",
              "give what was changed later this time: as for --mtime of 'movefile move', or"
                  + " SOURCE_DATE_EPOCH for the seconds in that environment variable"));

  private ImageSettings() {}

  static void apply(Arguments arguments, MoveOptions.Builder options) throws UsageException {
    if (arguments.has(MAP_UID) || arguments.has(MAP_GID)) {
      options.owners(owners(arguments));
    }
    Optional<String> latest = arguments.text(CLAMP_MTIME);
    if (latest.isPresent()) {
      options.latestMtime(TimeArgument.parseLatest(latest.get(), System.getenv()));
    }
  }

  private static OwnerMap owners(Arguments arguments) throws UsageException {
    return OwnerMap.of(ranges(arguments, MAP_UID), ranges(arguments, MAP_GID));
  }

  private static List<Range> ranges(Arguments arguments, String option) throws UsageException {
    Optional<String> text = arguments.text(option);
    if (text.isEmpty()) {
      return List.of(Range.ALL);
    }
    try {
      List<Range> ranges = OwnerMap.parse(text.get());
      OwnerMap.of(ranges, List.of()); // to say which of the two options it is
      return ranges;
    } catch (IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage());
      throw new UsageException("invalid '--" + option + "': " + Help.printable(why));
    }
  }
}
