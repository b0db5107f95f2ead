// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.batch;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import io.github.movefile.move.MoveException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Answers requests, one after another, until their stream ends. Not thread-safe. */
final class BatchSession {
  /** Of a line, in bytes. */
  static final int LONGEST_LINE = 16 << 20;

  private final AnswerWriter answers;
  private final LineReader lines;
  private final Operations operations = new Operations();
  private boolean allDone = true;

  BatchSession(InputStream in, OutputStream out) {
    this.answers = new AnswerWriter(out);
    this.lines = new LineReader(in, LONGEST_LINE, answers);
  }

  /**
   * Runs to the end of the requests.
   *
   * @return whether each was done
   * @throws OutputLostException if an answer can't be written; no further request was begun
   * @throws IOException if requests can't be read
   */
  boolean run() throws IOException {
    LineReader.Found found;
    do {
      found = lines.next();
      switch (found) {
        case LINE -> answer();
        case TOO_LONG -> refuse(null, "line longer than " + LONGEST_LINE + " bytes");
        case UNENDED -> refuse(null, "line without end");
        case END -> {}
      }
    } while (found == LineReader.Found.LINE || found == LineReader.Found.TOO_LONG);
    answers.flush();
    return allDone;
  }

  private void answer() throws OutputLostException {
    JsonObject request;
    try {
      request = parsed();
    } catch (BadRequestException e) {
      refuse(null, e.text());
      return;
    }
    Object id = request.get("id");
    try {
      answers.line(Answers.done(id, operations.run(request)));
    } catch (BadRequestException e) {
      refuse(id, e.text());
    } catch (MoveException e) {
      fail(Answers.failed(id, e));
    } catch (EntryException e) {
      fail(Answers.failed(id, e));
    } catch (RuntimeException e) { // a fault here must not end the installation of all the rest
      fail(Answers.broken(id, e));
    }
  }

  private JsonObject parsed() throws BadRequestException {
    try {
      String text = lines.text();
      if (text.isBlank()) {
        throw new BadRequestException("empty line");
      }
      if (Nesting.isTooDeep(text)) {
        throw new BadRequestException("JSON is nested too deep");
      }
      if (JsonParser.any().withLazyNumbers().from(text) instanceof JsonObject request) {
        return request;
      }
      throw new BadRequestException("not a JSON object");
    } catch (CharacterCodingException e) {
      throw new BadRequestException("not UTF-8");
    } catch (JsonParserException e) {
      throw new BadRequestException("not JSON: " + e.getMessage());
    }
  }

  private void refuse(@Nullable Object id, String why) throws OutputLostException {
    fail(Answers.refused(id, why));
  }

  private void fail(String answer) throws OutputLostException {
    allDone = false;
    answers.line(answer);
  }
}
