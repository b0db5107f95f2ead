// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the first failure of a stream: a {@link java.io.PrintStream} over it says that there was
 * one, but not which. Not thread-safe: that stream is.
 */
final class WatchedOutput extends OutputStream {
  private final OutputStream stream;
  private @Nullable IOException failure;

  WatchedOutput(OutputStream stream) {
    this.stream = stream;
  }

  /** The first one, if there was any. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      stream.write(bytes, from, length);
    } catch (IOException e) {
      throw kept(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      stream.flush();
    } catch (IOException e) {
      throw kept(e);
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  private IOException kept(IOException e) {
    if (failure == null) {
      failure = e;
    }
    return e;
  }
}
