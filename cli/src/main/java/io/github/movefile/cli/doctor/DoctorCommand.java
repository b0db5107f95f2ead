// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.doctor;

import io.github.movefile.cli.shared.Arguments;
import io.github.movefile.cli.shared.Command;
import io.github.movefile.cli.shared.CommandSyntax;
import io.github.movefile.cli.shared.Json;
import io.github.movefile.cli.shared.Option;
import io.github.movefile.cli.shared.ScratchDirectory;
import io.github.movefile.cli.shared.Terminal;
import io.github.movefile.cli.shared.UsageException;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code movefile doctor}. */
public final class DoctorCommand implements Command {
  private static final String PREFIX = ".movefile-doctor-";

  @Override
  public CommandSyntax syntax() {
    return new CommandSyntax(
        "doctor",
        List.of("[--] DIR..."),
        "Show what the file system of each directory DIR can do, by trying",
        List.of(
            Option.flag("", "json", "print one JSON object a directory"),
            Option.flag("h", "help", "show this text")),
        List.of(
            "In each DIR a directory "
                + PREFIX
                + "PID-N is made, and removed again. What root may"
                + " do and others may not is tried as who you are.",
            "JSON: directory, type, free and so on, with the same answers as in the table; or"
                + " directory, call, errno.",
            "Exit status: 0 done; 1 a directory could not be examined; 2 wrong usage."));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws UsageException {
    if (arguments.operands().isEmpty()) {
      throw new UsageException("missing directory operand");
    }
    boolean json = arguments.has("json");
    int status = DONE;
    Map<RawPath, List<String>> answers = new LinkedHashMap<>();
    for (RawPath directory : arguments.operands()) {
      try {
        List<String> column = examine(directory);
        answers.put(directory, column);
        if (json) {
          terminal.printJson(asJson(directory, column));
        }
      } catch (ErrnoException e) {
        status = FAILED;
        if (json) {
          terminal.printJson(asJson(directory, e));
        } else {
          terminal.complain("cannot examine " + directory.quoted() + ": " + e.getMessage());
        }
      }
    }
    if (!json && !answers.isEmpty()) {
      CapabilityTable.of(Probes.all(), answers).forEach(terminal::print);
    }
    return status;
  }

  private static List<String> examine(RawPath directory) throws ErrnoException {
    Syscalls calls = Syscalls.system();
    try (ScratchDirectory scratch = ScratchDirectory.in(calls, directory, PREFIX);
        ProbeDirectory place = new ProbeDirectory(calls, scratch.path())) {
      List<String> answers = new ArrayList<>();
      for (Probe probe : Probes.all()) {
        answers.add(probe.ask(place));
      }
      return answers;
    }
  }

  private static String asJson(RawPath directory, List<String> answers) {
    Map<String, Object> members = new LinkedHashMap<>();
    Json.putName(members, "directory", directory);
    List<Probe> probes = Probes.all();
    for (int i = 0; i < answers.size(); i++) {
      members.put(probes.get(i).key(), answers.get(i));
    }
    return Json.text(members);
  }

  private static String asJson(RawPath directory, ErrnoException e) {
    Map<String, Object> members = new LinkedHashMap<>();
    Json.putName(members, "directory", directory);
    members.put("call", e.call());
    members.put("errno", e.errno().name());
    return Json.text(members);
  }
}
