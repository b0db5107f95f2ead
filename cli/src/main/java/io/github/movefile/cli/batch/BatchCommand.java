// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.batch;

import io.github.movefile.cli.shared.Arguments;
import io.github.movefile.cli.shared.Command;
import io.github.movefile.cli.shared.CommandSyntax;
import io.github.movefile.cli.shared.Option;
import io.github.movefile.cli.shared.Terminal;
import io.github.movefile.cli.shared.UsageException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;

/** {@code movefile batch}. */
public final class BatchCommand implements Command {
  @Override
  public CommandSyntax syntax() {
    return new CommandSyntax(
        "batch",
        List.of(""),
        "Do what is asked on standard input, one JSON object a line, and answer each by a line",
        List.of(Option.flag("h", "help", "show this text")),
        List.of(
            "Requests: {\"op\":\"move\",\"source\":\"a\",\"target\":\"b\",\"id\":1}; further"
                + " operations are copy, mkdir, mtime, sweep, defaults, ping. Options, such as"
                + " \"options\":{\"durability\":\"fsync\"}, have the names of those of 'movefile"
                + " move', with _ for -.",
            "Answers, in the order of the requests: {\"id\":1,\"ok\":true,\"result\":{...}} or"
                + " {\"id\":1,\"ok\":false,\"error\":{\"kind\":...,\"message\":...}}. After an error"
                + " the rest goes on. The protocol is described in docs/batch.md.",
            "Exit status: 0 each request was done; 1 one was not, or an answer could not be"
                + " written, after which no request is begun; 2 wrong usage."));
  }

  @Override
  public int run(Arguments arguments, Terminal terminal) throws UsageException {
    arguments.operands(new String[0]);
    // Bare descriptors: System.in and System.out would add locks, and decode by the locale.
    try (FileInputStream in = new FileInputStream(FileDescriptor.in);
        FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      return new BatchSession(in, out).run() ? DONE : FAILED;
    } catch (OutputLostException e) {
      terminal.complain("write error on standard output: " + e.getMessage());
    } catch (IOException e) {
      terminal.complain("read error on standard input: " + e.getMessage());
    }
    return FAILED;
  }
}
