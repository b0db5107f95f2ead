// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.filecopy.CopyResult;
import io.github.movefile.filecopy.Sparse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The target of a portable copy: writes, and skips zeros if asked to. For one thread. */
final class PortableTarget extends OutputStream {
  private final SeekableByteChannel out;
  private final Tally tally = new Tally();
  private final CopyWatch watch;
  private final @Nullable RunningDigest digest;
  private final boolean looksForZeros;
  private final long fileEnd;

  PortableTarget(SeekableByteChannel out, CopyOptions options, long fileEnd) {
    this.out = out;
    this.fileEnd = fileEnd;
    watch = new CopyWatch(options, fileEnd);
    digest = RunningDigest.orNull(options.digests());
    looksForZeros = options.sparse() == Sparse.ALWAYS;
    watch.reached(0);
  }

  Tally tally() {
    return tally;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, from, length);
    if (digest != null) {
      digest.add(buffer);
    }
    int end = buffer.limit();
    while (buffer.position() < end) {
      int run = end - buffer.position();
      if (looksForZeros) {
        run = ZeroRuns.first(buffer, tally.reached(), fileEnd);
      }
      buffer.limit(buffer.position() + Math.abs(run));
      if (run < 0) {
        buffer.position(buffer.limit());
        tally.skipped(-run);
      } else {
        out.position(tally.reached());
        writeOut(buffer);
      }
      buffer.limit(end);
    }
    watch.reached(tally.reached());
  }

  private void writeOut(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      tally.copied(CopyMethod.PORTABLE, out.write(buffer));
    }
  }

  /** Lengthens the file by a trailing hole, if there is one: by its last byte, which is a zero. */
  CopyResult finish() throws IOException {
    if (tally.reached() > tally.written()) {
      out.position(tally.reached() - 1);
      out.write(ByteBuffer.allocate(1));
    }
    watch.finished(tally.reached());
    return tally.result(digest == null ? Map.of() : digest.values());
  }
}
