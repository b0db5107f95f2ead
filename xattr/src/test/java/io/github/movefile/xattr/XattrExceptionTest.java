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
  private final ErrnoException enospc = new ErrnoException("fsetxattr", Errno.ENOSPC);

  @Test
  void message_namesFileAttributeCallAndErrno() {
    XattrException e = new XattrException(FILE, NAME, enospc);

    assertThat(e)
        .isInstanceOf(FileSystemException.class)
        .hasMessage("'/a/b': attribute user.x: fsetxattr: ENOSPC (No space left on device)")
        .hasCause(enospc);
    assertThat(e.getFile()).isEqualTo("/a/b");
    assertThat(e.getReason()).startsWith("attribute user.x: fsetxattr: ENOSPC");
    assertThat(e.failure()).isSameAs(enospc);
  }

  @Test
  void loss_saysTheSame() {
    assertThat(new XattrLoss(NAME, enospc, FILE).message())
        .isEqualTo(new XattrException(FILE, NAME, enospc).getMessage());
  }

  @Test
  void listing_hasNoAttributeToName() {
    XattrException e = new XattrException(FILE, null, new ErrnoException("flistxattr", Errno.EIO));

    assertThat(e).hasMessage("'/a/b': attributes: flistxattr: EIO (Input/output error)");
    assertThat(e.attribute()).isNull();
  }

  @Test
  void oddBytes_stayOnOneLine() {
    RawPath odd = RawPath.of(new byte[] {'a', '\n', (byte) 0xff});
    XattrName name = XattrName.of(new byte[] {'u', '.', (byte) 0xfe, '\n'});

    assertThat(new XattrException(odd, name, enospc).getMessage())
        .isEqualTo(
            odd.quoted() + ": attribute u.\\376\\n: fsetxattr: ENOSPC (No space left on device)");
  }

  @Test
  void serialized_tellsTheSame() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new XattrException(FILE, NAME, enospc));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
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
