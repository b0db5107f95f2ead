// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.batch;

import com.grack.nanojson.JsonObject;
import io.github.movefile.cli.shared.Json;
import io.github.movefile.cli.shared.MoveJson;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.TempSweeper;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Does what requests ask for. Not thread-safe, for it keeps the defaults of the session. */
final class Operations {
  private static final Set<String> OF_A_MOVE =
      Set.of(
          "id",
          "op",
          "source",
          "source/",
          "target",
          "target/",
          "link_candidates",
          "link_candidates/",
          "options");
  private static final Set<String> OF_MKDIR =
      Set.of("id", "op", "path", "path/", "mode", "exist_ok");
  private static final Set<String> OF_MTIME = Set.of("id", "op", "path", "path/", "mtime");
  private static final Set<String> OF_SWEEP =
      Set.of("id", "op", "directory", "directory/", "age_seconds");
  private static final Set<String> OF_DEFAULTS = Set.of("id", "op", "options");
  private static final Set<String> OF_PING = Set.of("id", "op");

  /** Of the protocol: a change that a client may trip over makes it 2. */
  private static final int PROTOCOL = 1;

  private static final long A_DAY = Duration.ofDays(1).toSeconds();

  private final MoveFile files = MoveFile.create();
  private final Entries entries = new Entries(Syscalls.system());
  private JsonObject defaultMembers = new JsonObject();
  private MoveOptions defaults = MoveOptions.defaults();

  /**
   * Does one.
   *
   * @return the members of the result
   * @throws BadRequestException if it isn't understood: then nothing was done
   * @throws MoveException if a file could not be moved or copied
   * @throws EntryException if something else could not be done
   */
  Map<String, Object> run(JsonObject request)
      throws BadRequestException, MoveException, EntryException {
    Members members = new Members(request);
    String op =
        members.text("op").orElseThrow(() -> new BadRequestException("missing member 'op'"));
    return switch (op) {
      case "move", "copy" -> move(members, op.equals("copy"));
      case "mkdir" -> mkdir(members);
      case "mtime" -> mtime(members);
      case "sweep" -> sweep(members);
      case "defaults" -> defaults(members);
      case "ping" -> ping(members);
      default -> throw new BadRequestException("unknown op '" + op + "'");
    };
  }

  private Map<String, Object> move(Members members, boolean copy)
      throws BadRequestException, MoveException {
    members.requireOnly(OF_A_MOVE);
    RawPath source = members.requirePath("source");
    RawPath target = members.requirePath("target");
    MoveOptions options = options(members);
    MoveResult result =
        copy ? files.copy(source, target, options) : files.move(source, target, options);
    return MoveJson.done(source, target, result);
  }

  private MoveOptions options(Members members) throws BadRequestException {
    Optional<JsonObject> own = members.object("options");
    MoveOptions options = defaults;
    if (own.isPresent()) {
      JsonObject both = new JsonObject(defaultMembers);
      both.putAll(own.get());
      options = RequestOptions.of(both);
    }
    List<RawPath> candidates = members.paths("link_candidates");
    return candidates.isEmpty()
        ? options
        : options.toBuilder().hardLinkCandidates(candidates).build();
  }

  private Map<String, Object> mkdir(Members members) throws BadRequestException, EntryException {
    members.requireOnly(OF_MKDIR);
    RawPath path = members.requirePath("path");
    int mode = Modes.of(members, "mode");
    boolean made = entries.makeDirectory(path, mode, members.flag("exist_ok"));
    Map<String, Object> result = of(path);
    result.put("created", made);
    return result;
  }

  private Map<String, Object> mtime(Members members) throws BadRequestException, EntryException {
    members.requireOnly(OF_MTIME);
    RawPath path = members.requirePath("path");
    var time =
        members.time("mtime").orElseThrow(() -> new BadRequestException("missing member 'mtime'"));
    Map<String, Object> result = of(path);
    result.put("mtime_ns", MoveJson.nanos(entries.setMtime(path, time)));
    return result;
  }

  private static Map<String, Object> sweep(Members members)
      throws BadRequestException, EntryException {
    members.requireOnly(OF_SWEEP);
    RawPath directory = members.requirePath("directory");
    BigInteger age =
        members.integer("age_seconds", "whole seconds").orElse(BigInteger.valueOf(A_DAY));
    if (age.signum() < 0 || age.bitLength() >= Integer.SIZE) {
      throw Members.wrongType("age_seconds", "0 to 2147483647");
    }
    List<Object> removed = new ArrayList<>();
    try {
      TempSweeper sweeper = TempSweeper.create(Duration.ofSeconds(age.longValue()));
      for (RawPath temp : sweeper.sweep(directory.toPath())) {
        removed.add(of(temp));
      }
    } catch (IOException e) {
      throw new EntryException(directory, e);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    Json.putName(result, "directory", directory);
    result.put("removed", removed);
    return result;
  }

  private Map<String, Object> defaults(Members members) throws BadRequestException {
    members.requireOnly(OF_DEFAULTS);
    JsonObject chosen =
        members
            .object("options")
            .orElseThrow(() -> new BadRequestException("missing member 'options'"));
    defaults = RequestOptions.of(chosen);
    defaultMembers = chosen;
    return new LinkedHashMap<>();
  }

  private static Map<String, Object> ping(Members members) throws BadRequestException {
    members.requireOnly(OF_PING);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("protocol", PROTOCOL);
    return result;
  }

  private static Map<String, Object> of(RawPath path) {
    Map<String, Object> json = new LinkedHashMap<>();
    Json.putName(json, "path", path);
    return json;
  }
}
