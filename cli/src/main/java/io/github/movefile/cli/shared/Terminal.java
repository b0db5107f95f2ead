// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Standard output and standard error of a command. Texts are ordinary strings, with names in the
 * form of {@code RawPath.quoted()}; they come out in UTF-8 where the locale says so, elsewhere in
 * ASCII with the rest escaped as GNU tools do: {@code 'caf'$'\303\251'}. Thread-safe, line by line.
 */
public final class Terminal {
  private static final String PROGRAM = "movefile: ";

  private final WatchedOutput watched;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean utf8;
  private final boolean attended;

  /**
   * A terminal over given streams.
   *
   * @param out standard output; it is flushed before anything is said on the other
   * @param err standard error
   * @param utf8 whether the locale's charset is UTF-8
   * @param attended whether somebody may look at standard error: for progress bars
   */
  public Terminal(OutputStream out, OutputStream err, boolean utf8, boolean attended) {
    this.watched = new WatchedOutput(out);
    this.out = new PrintStream(watched, false, StandardCharsets.UTF_8);
    this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
    this.utf8 = utf8;
    this.attended = attended;
  }

  /**
   * The streams of this process.
   *
   * @return a new terminal
   */
  public static Terminal system() {
    return new Terminal(
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        isUtf8(System.getenv()),
        isTerminal("/proc/self/fd/2"));
  }

  /** The locale's charset, by the variables that setlocale(3) reads for {@code LC_CTYPE}. */
  static boolean isUtf8(Map<String, String> environment) {
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String locale = environment.get(name);
      if (locale != null && !locale.isEmpty()) {
        String upper = locale.toUpperCase(java.util.Locale.ROOT);
        return upper.contains("UTF-8") || upper.contains("UTF8");
      }
    }
    return false;
  }

  /** Not System.console(): since JDK 22 that is there without a terminal too. */
  private static boolean isTerminal(String descriptor) {
    try {
      String file = Files.readSymbolicLink(Path.of(descriptor)).toString();
      return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
    } catch (IOException e) {
      return false; // no /proc, or the stream is closed
    }
  }

  /**
   * Whether a progress bar would be seen.
   *
   * @return true if standard error is a terminal
   */
  public boolean isAttended() {
    return attended;
  }

  /**
   * Prints a line to standard output.
   *
   * @param text without line end
   */
  public void print(String text) {
    write(out, utf8 ? text : escaped(text));
  }

  /**
   * Prints a line to standard output in UTF-8, whatever the locale.
   *
   * @param text one JSON value
   */
  public void printJson(String text) {
    write(out, text);
    out.flush();
  }

  /**
   * Prints a message to standard error, behind the program's name.
   *
   * @param text without line end
   */
  public void complain(String text) {
    explain(PROGRAM + text);
  }

  /**
   * Prints a line to standard error.
   *
   * @param text without line end
   */
  public void explain(String text) {
    out.flush();
    write(err, utf8 ? text : escaped(text));
  }

  /**
   * Ends the output.
   *
   * @return why some of it could not be written, as on a full device; nothing if all was
   */
  public Optional<IOException> finish() {
    out.flush();
    return watched.failure();
  }

  private static void write(PrintStream stream, String text) {
    stream.append(text + '\n'); // at once, since others may write between two
  }

  private static String escaped(String text) {
    StringBuilder ascii = new StringBuilder(text.length() + 16);
    int i = 0;
    while (i < text.length()) {
      int end = i;
      while (end < text.length() && text.charAt(end) >= 0x80) {
        end++;
      }
      if (end > i) {
        // Such characters stand between the quotes of a name: those end and begin again.
        ascii.append("'$'");
        for (byte b : text.substring(i, end).getBytes(StandardCharsets.UTF_8)) {
          ascii.append('\\').append(Integer.toOctalString(b & 0xff));
        }
        ascii.append('\'');
        if (end < text.length() && text.charAt(end) == '\'') {
          end++;
        } else {
          ascii.append('\'');
        }
        i = end;
      } else {
        ascii.append(text.charAt(i++));
      }
    }
    return ascii.toString();
  }
}
