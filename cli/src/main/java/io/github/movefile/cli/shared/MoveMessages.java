// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyResult;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveResult;
import io.github.movefile.syscalls.RawPath;

/** What is said of a file, in words. */
public final class MoveMessages {
  private MoveMessages() {}

  /**
   * Where a file comes from and where it goes.
   *
   * @param source its path
   * @param target its new path
   * @return such as {@code 'a' -> 'b'}
   */
  public static String arrow(RawPath source, RawPath target) {
    return source.quoted() + " -> " + target.quoted();
  }

  /**
   * What {@code -v} says of a file.
   *
   * @param source its path
   * @param target its new path
   * @param result what was done
   * @return one line
   */
  public static String done(RawPath source, RawPath target, MoveResult result) {
    return verb(result.method()) + " " + arrow(source, target) + how(result);
  }

  /**
   * The method as a past participle.
   *
   * @param method how a target came to be
   * @return such as {@code renamed}
   */
  public static String verb(MoveMethod method) {
    return switch (method) {
      case RENAMED -> "renamed";
      case HARD_LINKED -> "linked";
      case COPIED -> "copied";
      case SYMLINK_RECREATED -> "recreated link";
      case NODE_RECREATED -> "recreated node";
    };
  }

  /**
   * How the contents were copied.
   *
   * @param result what was done
   * @return a space and a text in parentheses; empty if they weren't copied
   */
  public static String how(MoveResult result) {
    return result.copy().isEmpty() ? "" : " (" + how(result.copy().get()) + ")";
  }

  private static String how(CopyResult copy) {
    StringBuilder text = new StringBuilder();
    for (CopyMethod method : CopyMethod.values()) {
      Long bytes = copy.methods().get(method);
      if (bytes != null) {
        text.append(text.isEmpty() ? "" : ", ");
        text.append(name(method)).append(' ').append(bytes).append(" bytes");
      }
    }
    if (copy.holeBytes() > 0) {
      text.append(text.isEmpty() ? "" : ", ");
      text.append("holes ").append(copy.holeBytes()).append(" bytes");
    }
    return text.isEmpty() ? "0 bytes" : text.toString();
  }

  /**
   * The method as users know it.
   *
   * @param method how contents were copied
   * @return such as {@code read/write}
   */
  public static String name(CopyMethod method) {
    return switch (method) {
      case REFLINK -> "reflink";
      case COPY_FILE_RANGE -> "copy_file_range";
      case SENDFILE -> "sendfile";
      case READ_WRITE -> "read/write";
      case PORTABLE -> "streams";
    };
  }

  /**
   * The message of a failure within a tree.
   *
   * @param verb what the user wanted
   * @param e what came of it
   * @return one line, with what is left if it isn't as before
   */
  public static String failed(String verb, MoveException e) {
    return failed(verb, e, "");
  }

  /**
   * The message of a failure of one file, which tells whether source or target is meant where that
   * is known.
   *
   * @param verb what the user wanted
   * @param e what came of it
   * @return one line, with what is left if it isn't as before
   */
  public static String failedFile(String verb, MoveException e) {
    return failed(verb, e, FailedSide.of(e));
  }

  private static String failed(String verb, MoveException e, String side) {
    StringBuilder text = new StringBuilder("cannot ").append(verb).append(' ');
    text.append(e.source().quoted()).append(" to ").append(e.target().quoted());
    text.append(": ").append(side).append(e.getReason()).append(left(e));
    for (Throwable further : e.getSuppressed()) {
      text.append("; then also: ").append(further.getMessage());
    }
    return text.toString();
  }

  private static String left(MoveException e) {
    return switch (e.state()) {
      case UNCHANGED -> "";
      case TEMP_LEFT ->
          "; nothing is changed, but a temporary file is left beside " + e.target().quoted();
      case SOURCE_LEFT ->
          "; "
              + e.target().quoted()
              + " is complete, and "
              + e.source().quoted()
              + " is still there";
      // The reason says it, with the root, which is none of the two.
      case RECOVERY_NEEDED -> "";
      case MOVED ->
          "; " + e.target().quoted() + " is complete, and " + e.source().quoted() + " is gone";
    };
  }
}
