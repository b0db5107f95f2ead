// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Turns records into bytes: type, length of the body, body. Of one thread. */
final class RecordEncoder {
  static final byte BEGIN = 'B';
  static final byte KNOWN = 'K';
  static final byte IN = 'I';
  static final byte NEW = 'N';
  static final byte TIME = 'T';
  static final byte SOURCE = 'S';
  static final byte EMPTIED = 'E';
  static final byte DIRECTORY_TIMES = 'D';
  static final byte END = 'Z';

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
  private final DataOutputStream body = new DataOutputStream(bytes);

  /** The type of a record. */
  static byte type(JournalRecord record) {
    if (record instanceof NewEntry) {
      return NEW;
    }
    if (record instanceof MergedSource) {
      return SOURCE;
    }
    if (record instanceof InDirectory) {
      return IN;
    }
    if (record instanceof EmptiedDirectory) {
      return EMPTIED;
    }
    if (record instanceof KnownDirectory) {
      return KNOWN;
    }
    if (record instanceof NewTime) {
      return TIME;
    }
    return record instanceof DirectoryTimes ? DIRECTORY_TIMES : BEGIN;
  }

  /** The body of a record; valid until the next one. */
  byte[] body(JournalRecord record) {
    bytes.reset();
    try {
      write(record);
      body.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // never of a buffer
    }
    return bytes.toByteArray();
  }

  private void write(JournalRecord record) throws IOException {
    if (record instanceof NewEntry entry) {
      path(entry.name());
      path(entry.staged());
      body.writeLong(entry.inode());
      body.writeLong(entry.oldInode());
      path(entry.backup() == null ? RawPath.EMPTY : entry.backup());
    } else if (record instanceof MergedSource source) {
      path(source.name());
      body.writeLong(source.inode());
      body.writeLong(source.size());
      time(source.mtime());
    } else if (record instanceof InDirectory in) {
      path(in.imagePath());
      path(in.rootPath());
      body.writeBoolean(in.throughLinks());
    } else if (record instanceof EmptiedDirectory emptied) {
      path(emptied.imagePath());
    } else if (record instanceof KnownDirectory known) {
      path(known.path());
      body.writeBoolean(known.throughLinks());
      time(known.atime());
      time(known.mtime());
      metadata(known.metadata());
    } else if (record instanceof NewTime time) {
      path(time.name());
      body.writeLong(time.inode());
      time(time.old());
      time(time.wanted());
    } else if (record instanceof DirectoryTimes times) {
      path(times.rootPath());
      body.writeBoolean(times.throughLinks());
      time(times.atime());
      time(times.mtime());
    } else if (record instanceof TransactionBegin begin) {
      path(begin.image());
      body.writeLong(begin.imageInode());
      path(begin.stagedPrefix());
      body.writeBoolean(begin.durable());
    }
  }

  private void metadata(@Nullable DirectoryMetadata metadata) throws IOException {
    body.writeBoolean(metadata != null);
    if (metadata == null) {
      return;
    }
    body.writeInt(metadata.mode());
    body.writeInt(metadata.uid());
    body.writeInt(metadata.gid());
    body.writeInt(metadata.inodeFlags());
    body.writeInt(metadata.xattrs().size());
    for (JournalXattr xattr : metadata.xattrs()) {
      bytes(xattr.name().unsafeBytes());
      bytes(xattr.unsafeValue());
    }
  }

  private void path(RawPath path) throws IOException {
    bytes(path.unsafeBytes());
  }

  private void bytes(byte[] value) throws IOException {
    body.writeInt(value.length);
    body.write(value);
  }

  private void time(Timespec time) throws IOException {
    body.writeLong(time.seconds());
    body.writeInt(time.nanos());
  }
}
