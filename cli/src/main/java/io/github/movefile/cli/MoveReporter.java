// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.Arguments;
import io.github.movefile.cli.shared.Json;
import io.github.movefile.cli.shared.MoveJson;
import io.github.movefile.cli.shared.MoveMessages;
import io.github.movefile.cli.shared.Sizes;
import io.github.movefile.cli.shared.Terminal;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.MoveState;
import io.github.movefile.move.MoveStep;
import io.github.movefile.move.MoveWarning;
import io.github.movefile.syscalls.RawPath;
import java.util.List;
import java.util.Map;

/** Tells the user what became of each file, in the form that was asked for. */
interface MoveReporter {
  /** The form that the options ask for. */
  static MoveReporter of(Verb verb, Arguments arguments, Terminal terminal) {
    return arguments.has("json")
        ? new InJson(terminal)
        : new InWords(verb, arguments.has("verbose"), arguments.has("quiet"), terminal);
  }

  /** A file is in its place. */
  void done(RawPath source, RawPath target, MoveResult result);

  /** A file would probably come to its place. */
  void expected(RawPath source, RawPath target, DryRun.Expectation expectation);

  /** A file isn't in its place. */
  void failed(MoveException e);

  /** These, at least one, were not begun. */
  void cancelled(List<FilePair> files);

  /** One line a file, and one a warning. */
  record InWords(Verb verb, boolean verbose, boolean quiet, Terminal terminal)
      implements MoveReporter {
    @Override
    public void done(RawPath source, RawPath target, MoveResult result) {
      if (verbose) {
        terminal.print(MoveMessages.done(source, target, result));
      }
      warn(target, result.warnings());
    }

    private void warn(RawPath target, List<MoveWarning> warnings) {
      if (!quiet) {
        for (MoveWarning warning : warnings) {
          terminal.complain("warning: " + target.quoted() + ": " + warning);
        }
      }
    }

    @Override
    public void expected(RawPath source, RawPath target, DryRun.Expectation expectation) {
      terminal.print("would " + expectation.words() + " " + MoveMessages.arrow(source, target));
    }

    @Override
    public void failed(MoveException e) {
      terminal.complain(MoveMessages.failedFile(verb.word(), e));
      warn(e.target(), e.warnings());
    }

    @Override
    public void cancelled(List<FilePair> files) {
      terminal.complain(
          "cancelled: " + Sizes.count(files.size(), "file was", "files were") + " not begun");
    }
  }

  /** One object a file. */
  record InJson(Terminal terminal) implements MoveReporter {
    @Override
    public void done(RawPath source, RawPath target, MoveResult result) {
      terminal.printJson(Json.text(MoveJson.done(source, target, result)));
    }

    @Override
    public void expected(RawPath source, RawPath target, DryRun.Expectation expectation) {
      Map<String, Object> json = MoveJson.names(source, target);
      json.put("expected", Json.word(expectation.method()));
      json.put("bytes", expectation.bytes());
      terminal.printJson(Json.text(json));
    }

    @Override
    public void failed(MoveException e) {
      terminal.printJson(Json.text(MoveJson.failed(e)));
    }

    @Override
    public void cancelled(List<FilePair> files) {
      for (FilePair file : files) {
        failed(
            new MoveException(
                file.source(),
                file.target(),
                MoveFailure.CANCELLED,
                MoveStep.LOOK,
                MoveState.UNCHANGED,
                "cancelled",
                null));
      }
    }
  }
}
