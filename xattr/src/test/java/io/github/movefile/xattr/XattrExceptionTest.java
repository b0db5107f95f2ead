// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.XattrName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class XattrExceptionTest {
  private static final RawPath FILE = RawPath.of("/a/b");
  private static final XattrName NAME = XattrName.of("user.x");
  private static final ErrnoException ENOSPC = new ErrnoException("fsetxattr", Errno.ENOSPC);

  @Test
  void message_namesFileAttributeCallAndErrno() {
    XattrException e = new XattrException(FILE, NAME, ENOSPC);

    assertThat(e)
        .isInstanceOf(FileSystemException.class)
        .hasMessage("'/a/b': attribute user.x: fsetxattr: ENOSPC (No space left on device)")
        .hasCause(ENOSPC);
    assertThat(e.getFile()).isEqualTo("/a/b");
    assertThat(e.getReason()).startsWith("attribute user.x: fsetxattr: ENOSPC");
    assertThat(e.failure()).isSameAs(ENOSPC);
  }

  @Test
  void loss_saysTheSame() {
    assertThat(new XattrLoss(NAME, ENOSPC, FILE).message())
        .isEqualTo(new XattrException(FILE, NAME, ENOSPC).getMessage());
  }

  @Test
  void listing_hasNoAttributeToName() {
    XattrException e =
        new XattrException(FILE, null, new ErrnoException("flistxattr", Errno.EIO));

    assertThat(e).hasMessage("'/a/b': attributes: flistxattr: EIO (Input/output error)");
    assertThat(e.attribute()).isNull();
  }

  @Test
  void oddBytes_stayOnOneLine() {
    RawPath odd = RawPath.of(new byte[] {'a', '\n', (byte) 0xff});
    XattrName name = XattrName.of(new byte[] {'u', '.', (byte) 0xfe, '\n'});

    assertThat(new XattrException(odd, name, ENOSPC).getMessage())
        .isEqualTo(
            "'a'$'\\n\\377''': attribute u.\\376\\n: fsetxattr: ENOSPC (No space left on device)");
  }

  @Test
  void serialized_tellsTheSame() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new XattrException(FILE, NAME, ENOSPC));
    }
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      XattrException back = (XattrException) in.readObject();

      assertThat(back.getMessage())
          .isEqualTo("'/a/b': attribute user.x: fsetxattr: ENOSPC (No space left on device)");
      assertThat(back.file()).isEqualTo(FILE);
      assertThat(back.attribute()).isEqualTo(NAME);
      assertThat(back.errno()).isEqualTo(Errno.ENOSPC);
      assertThat(back.call()).isEqualTo("fsetxattr");
    }
  }
}
