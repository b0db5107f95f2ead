// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.XattrName;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the body of a record back into it, and trusts nothing that it says. Of one thread. */
final class RecordDecoder {
  private static final byte SLASH = '/';
  private static final int NANOS = 1_000_000_000;

  /** An attribute's two lengths, and one byte of its name. */
  private static final int SMALLEST_XATTR = 2 * Integer.BYTES + 1;

  /** What is wrong with a body, in words. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    Unreadable(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  private final ByteBuffer body;

  private RecordDecoder(ByteBuffer body) {
    this.body = body;
  }

  static JournalRecord decode(byte type, byte[] body, JournalKind kind) throws Unreadable {
    ByteBuffer buffer = ByteBuffer.wrap(body);
    JournalRecord record;
    try {
      record = new RecordDecoder(buffer).record(type);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new Unreadable("the body of a record of type " + type + " is damaged");
    }
    if (buffer.hasRemaining()) {
      throw new Unreadable(
          "a record of type " + type + " has " + buffer.remaining() + " bytes more");
    }
    boolean ofSurvey = record instanceof TransactionBegin || record instanceof KnownDirectory;
    if (ofSurvey != (kind == JournalKind.SURVEY)) {
      throw new Unreadable("a record of type " + type + " belongs to the other file");
    }
    return record;
  }

  private JournalRecord record(byte type) throws Unreadable {
    return switch (type) {
      case RecordEncoder.NEW ->
          new NewEntry(name(), name(), body.getLong(), body.getLong(), nameOrNone());
      case RecordEncoder.SOURCE -> new MergedSource(name(), body.getLong(), body.getLong(), time());
      case RecordEncoder.IN -> new InDirectory(path(), path(), flag());
      case RecordEncoder.EMPTIED -> new EmptiedDirectory(path());
      case RecordEncoder.KNOWN -> new KnownDirectory(path(), flag(), time(), time(), metadata());
      case RecordEncoder.TIME -> new NewTime(name(), body.getLong(), time(), time());
      case RecordEncoder.DIRECTORY_TIMES -> new DirectoryTimes(path(), flag(), time(), time());
      case RecordEncoder.BEGIN -> new TransactionBegin(absolute(), body.getLong(), name(), flag());
      default -> throw new Unreadable("no record has type " + type);
    };
  }

  private @Nullable DirectoryMetadata metadata() throws Unreadable {
    if (!flag()) {
      return null;
    }
    int mode = body.getInt();
    int uid = body.getInt();
    int gid = body.getInt();
    int flags = body.getInt();
    int count = body.getInt();
    if (count < 0 || count > body.remaining() / SMALLEST_XATTR) {
      throw new Unreadable("there can't be " + count + " attributes");
    }
    List<JournalXattr> xattrs = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      xattrs.add(new JournalXattr(XattrName.of(bytes()), bytes()));
    }
    return new DirectoryMetadata(mode, uid, gid, flags, xattrs);
  }

  private byte[] bytes() throws Unreadable {
    int length = body.getInt();
    if (length < 0 || length > body.remaining()) {
      throw new Unreadable("there can't be " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    body.get(bytes);
    return bytes;
  }

  private boolean flag() throws Unreadable {
    byte flag = body.get();
    if (flag != 0 && flag != 1) {
      throw new Unreadable(flag + " is neither yes nor no");
    }
    return flag == 1;
  }

  private Timespec time() throws Unreadable {
    long seconds = body.getLong();
    int nanos = body.getInt();
    if (nanos < 0 || nanos >= NANOS) {
      throw new Unreadable("a second doesn't have " + nanos + " ns");
    }
    return new Timespec(seconds, nanos);
  }

  private RawPath name() throws Unreadable {
    RawPath name = RawPath.of(bytes());
    if (!isName(name.unsafeBytes(), 0, name.length())) {
      throw new Unreadable(name.quoted() + " is no name");
    }
    return name;
  }

  private @Nullable RawPath nameOrNone() throws Unreadable {
    int at = body.position();
    if (body.getInt() == 0) {
      return null;
    }
    body.position(at);
    return name();
  }

  private RawPath absolute() throws Unreadable {
    RawPath path = RawPath.of(bytes());
    if (!path.isAbsolute()) {
      throw new Unreadable(path.quoted() + " isn't absolute");
    }
    return path;
  }

  /** Relative, of names alone; may be empty. */
  private RawPath path() throws Unreadable {
    byte[] bytes = bytes();
    RawPath path = RawPath.of(bytes);
    int from = 0;
    for (int i = 0; i <= bytes.length && bytes.length > 0; i++) {
      if (i == bytes.length || bytes[i] == SLASH) {
        if (!isName(bytes, from, i)) {
          throw new Unreadable(path.quoted() + " leads elsewhere");
        }
        from = i + 1;
      }
    }
    return path;
  }

  private static boolean isName(byte[] bytes, int from, int to) {
    int length = to - from;
    boolean isDot = length == 1 && bytes[from] == '.';
    boolean isAbove = length == 2 && bytes[from] == '.' && bytes[from + 1] == '.';
    if (length == 0 || isDot || isAbove) {
      return false;
    }
    for (int i = from; i < to; i++) {
      if (bytes[i] == SLASH) {
        return false;
      }
    }
    return true;
  }
}
