// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A shell that runs one command after the other: starting one costs a fork, not the 20 ms of a
 * process of the JVM. In the C locale. Of one thread.
 */
final class Shell implements AutoCloseable {
  private static final byte[] END = Latin.bytes("\n#end-of-command ");

  /**
   * What a command said.
   *
   * @param status its exit code
   * @param text both of its outputs
   */
  record Reply(int status, String text) {
    String requireSuccess() {
      if (status != 0) {
        throw new AssertionError(this);
      }
      return text;
    }
  }

  private final Process process;
  private final OutputStream in;
  private final InputStream out;

  Shell(Users user) {
    List<String> words = new ArrayList<>(user.wrapper());
    words.add("sh");
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    in = process.getOutputStream();
    out = process.getInputStream();
  }

  Reply run(String command) {
    try {
      in.write(Latin.bytes("{ " + command));
      in.write(Latin.bytes("\n} </dev/null\nprintf '\\n#end-of-command %d\\n' $?\n"));
      in.flush();
      return reply(command);
    } catch (IOException e) {
      throw new UncheckedIOException(command, e);
    }
  }

  private Reply reply(String command) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    while (true) {
      int count = out.read(buffer);
      if (count < 0) {
        throw new IOException("the shell has ended in: " + command + ": " + all);
      }
      all.write(buffer, 0, count);
      byte[] bytes = all.toByteArray();
      int end = endOf(bytes);
      if (end >= 0) {
        String status = Latin.of(Arrays.copyOfRange(bytes, end + END.length, bytes.length));
        return new Reply(
            Integer.parseInt(status.strip()), Latin.of(Arrays.copyOfRange(bytes, 0, end)));
      }
    }
  }

  /** Where the last line begins, if it is the one that ends a command. */
  private static int endOf(byte[] bytes) {
    int start = bytes.length - 1;
    if (start < 0 || bytes[start] != '\n') {
      return -1;
    }
    do {
      start--;
    } while (start >= 0 && bytes[start] != '\n');
    return start >= 0
            && Arrays.equals(
                bytes, start, Math.min(start + END.length, bytes.length), END, 0, END.length)
        ? start
        : -1;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
