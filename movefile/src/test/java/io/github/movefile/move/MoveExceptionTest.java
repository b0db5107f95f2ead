// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.RawPath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is known of a failure. */
class MoveExceptionTest {
  /** As to another process, or to a log that is read later. */
  @Test
  void serialized_keepsAll() throws Exception {
    ErrnoException cause = new ErrnoException("unlinkat", Errno.EIO);
    List<MoveWarning> warnings =
        List.of(
            new MoveWarning(Loss.OWNER, "no owner", Optional.of(cause)),
            new MoveWarning(Loss.TIMES, "no time", Optional.empty()));
    MoveException failure =
        new MoveException(
            RawPath.of(new byte[] {'a', (byte) 0xe9}),
            RawPath.of("target"),
            MoveFailure.OTHER,
            MoveStep.REMOVE_SOURCE,
            MoveState.SOURCE_LEFT,
            "a reason",
            cause,
            warnings);
    assertThat(failure.warnings()).isEqualTo(warnings);

    MoveException read = copy(failure);

    assertThat(read.source()).isEqualTo(failure.source());
    assertThat(read.target()).isEqualTo(failure.target());
    assertThat(read.failure()).isEqualTo(MoveFailure.OTHER);
    assertThat(read.step()).isEqualTo(MoveStep.REMOVE_SOURCE);
    assertThat(read.state()).isEqualTo(MoveState.SOURCE_LEFT);
    assertThat(read.errno()).contains(Errno.EIO);
    assertThat(read).hasMessage(failure.getMessage());
    assertThat(read.warnings()).hasToString(warnings.toString());
  }

  private static MoveException copy(MoveException failure)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(failure);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (MoveException) in.readObject();
    }
  }
}
