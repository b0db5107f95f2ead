// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.FileSystemKind;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds on every file system with attributes, however a file is reached. */
abstract class XattrsContract {
  static final XattrName X = XattrName.of("user.x");

  final Xattrs xattrs = Xattrs.create();
  @AutoClose final TempTree temp = makeTree();

  abstract TempTree makeTree();

  Reach.Reached newFile(Reach reach) throws Exception {
    temp.file("file", "contents");
    return reach.open(temp.raw("file"));
  }

  @ParameterizedTest
  @EnumSource
  void newFile_hasNoAttributes(Reach reach) throws Exception {
    try (var file = newFile(reach)) {
      assertThat(xattrs.list(file.file())).isEmpty();
      assertThat(xattrs.get(file.file(), X)).isEmpty();
      assertThat(xattrs.remove(file.file(), X)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void value_ofEveryByte_comesBack(Reach reach) throws Exception {
    byte[] value = new byte[256];
    for (int i = 0; i < value.length; i++) {
      value[i] = (byte) i;
    }
    try (var file = newFile(reach)) {
      xattrs.set(file.file(), X, value);

      assertThat(xattrs.get(file.file(), X)).contains(value);
      assertThat(xattrs.list(file.file())).containsExactly(X);
    }
  }

  @ParameterizedTest
  @EnumSource
  void emptyValue_isNoAbsence(Reach reach) throws Exception {
    try (var file = newFile(reach)) {
      xattrs.set(file.file(), X, new byte[0]);

      assertThat(xattrs.get(file.file(), X)).contains(new byte[0]);
      assertThat(xattrs.list(file.file())).containsExactly(X);
    }
  }

  @ParameterizedTest
  @EnumSource
  void set_replacesALongerValue(Reach reach) throws Exception {
    try (var file = newFile(reach)) {
      xattrs.set(file.file(), X, new byte[200]);
      xattrs.set(file.file(), X, new byte[] {1});

      assertThat(xattrs.get(file.file(), X)).contains(new byte[] {1});
    }
  }

  @ParameterizedTest
  @EnumSource
  void remove_tellsWhetherThereWasOne(Reach reach) throws Exception {
    try (var file = newFile(reach)) {
      xattrs.set(file.file(), X, new byte[] {1});

      assertThat(xattrs.remove(file.file(), X)).isTrue();
      assertThat(xattrs.remove(file.file(), X)).isFalse();
      assertThat(xattrs.get(file.file(), X)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void attribute_isSeenByOtherPrograms(Reach reach) throws Exception {
    Requirements.command("getfattr");
    try (var file = newFile(reach)) {
      xattrs.set(file.file(), X, "seen".getBytes(UTF_8));
    }
    assertThat(
            Command.of("getfattr", "--only-values", "-n", "user.x", temp.path("file").toString())
                .run()
                .requireSuccess()
                .text())
        .isEqualTo("seen");
  }

  @ParameterizedTest
  @EnumSource
  void names_areBytesInTheKernelsOrder(Reach reach) throws Exception {
    List<XattrName> names =
        List.of(
            XattrName.of("user.z"),
            XattrName.of(new byte[] {'u', 's', 'e', 'r', '.', (byte) 0xff, (byte) 0xfe}),
            XattrName.of("user.a\nb c"),
            XattrName.of("user.ä"));
    try (var file = newFile(reach)) {
      for (XattrName name : names) {
        xattrs.set(file.file(), name, name.bytes());
      }

      assertThat(xattrs.list(file.file()))
          .containsExactlyInAnyOrderElementsOf(names)
          .isEqualTo(kernelsList());
      for (XattrName name : names) {
        assertThat(xattrs.get(file.file(), name)).contains(name.bytes());
      }
    }
  }

  private List<XattrName> kernelsList() throws Exception {
    byte[] list = new byte[1000];
    int length = Syscalls.system().xattrs().llistxattr(temp.raw("file"), list);
    // ISO-8859-1 keeps every byte.
    return Arrays.stream(new String(list, 0, length, ISO_8859_1).split("\0"))
        .map(name -> XattrName.of(name.getBytes(ISO_8859_1)))
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void largestValue_comesBack_andOneByteMoreIsAnError(Reach reach) throws Exception {
    byte[] value = new byte[LargestValue.in(temp, X)];
    new Random(1).nextBytes(value);
    byte[] larger = Arrays.copyOf(value, value.length + 1);
    try (var file = newFile(reach)) {
      assertTooLarge(file.file(), larger);
      assertThat(xattrs.list(file.file())).isEmpty();
      xattrs.set(file.file(), X, value);

      assertThat(xattrs.get(file.file(), X)).contains(value);
      // In place of another btrfs takes some bytes more, though never this many.
      assertTooLarge(
          file.file(),
          temp.kind() == FileSystemKind.BTRFS ? new byte[LargestValue.OF_THE_KERNEL] : larger);
      assertThat(xattrs.get(file.file(), X)).contains(value);
    }
  }

  private void assertTooLarge(XattrFile file, byte[] value) {
    XattrException tooLarge =
        catchThrowableOfType(XattrException.class, () -> xattrs.set(file, X, value));
    assertThat(tooLarge.errno())
        .isEqualTo(value.length > LargestValue.OF_THE_KERNEL ? Errno.E2BIG : Errno.ENOSPC);
    assertThat(tooLarge.attribute()).isEqualTo(X);
  }

  @ParameterizedTest
  @EnumSource
  void values_aroundTheSizesOfBuffers_comeBack(Reach reach) throws Exception {
    int largest = LargestValue.in(temp, X);
    try (var file = newFile(reach)) {
      for (int size : new int[] {1023, 4095, 4096, 4097, 16384, 16385, 65535, 65536}) {
        byte[] value = new byte[size];
        value[size - 1] = 1;
        if (size <= largest) {
          xattrs.set(file.file(), X, value);

          assertThat(xattrs.get(file.file(), X)).contains(value);
        }
      }
    }
  }

  /** ext4 has one block for all attributes of a file, which is full before the buffer is. */
  @ParameterizedTest
  @EnumSource
  void listOverFirstBuffer_isComplete(Reach reach) throws Exception {
    List<XattrName> names = new ArrayList<>();
    boolean isFull = false;
    try (var file = newFile(reach)) {
      while (!isFull && names.size() * 250 < 3 * XattrReader.FIRST_SIZE) {
        XattrName name = XattrName.of("user." + (1000 + names.size()) + "n".repeat(240));
        try {
          xattrs.set(file.file(), name, new byte[] {1});
          names.add(name);
        } catch (XattrException e) {
          assertThat(e.errno()).isEqualTo(Errno.ENOSPC);
          isFull = true;
        }
      }

      assertThat(xattrs.list(file.file())).containsExactlyInAnyOrderElementsOf(names);
    }
    assertThat(names).hasSizeGreaterThan(10);
    assertThat(isFull).isEqualTo(temp.kind().hasOneBlockOfAttributes());
  }

  @ParameterizedTest
  @EnumSource
  void nameOf256Bytes_isRefused(Reach reach) throws Exception {
    XattrName longest = XattrName.of("user." + "n".repeat(250));
    XattrName tooLong = XattrName.of("user." + "n".repeat(251));
    try (var file = newFile(reach)) {
      xattrs.set(file.file(), longest, new byte[] {1});
      XattrException refused =
          catchThrowableOfType(
              XattrException.class, () -> xattrs.set(file.file(), tooLong, new byte[] {1}));

      assertThat(refused.errno()).isEqualTo(Errno.ERANGE);
      assertThat(xattrs.list(file.file())).containsExactly(longest);
    }
  }

  @ParameterizedTest
  @EnumSource
  void unknownNamespace_isAbsentToReaders_andAnErrorToWriters(Reach reach) throws Exception {
    XattrName foreign = XattrName.of("nonsense.x");
    try (var file = newFile(reach)) {
      assertThat(xattrs.get(file.file(), foreign)).isEmpty();
      assertThat(xattrs.remove(file.file(), foreign)).isFalse();
      XattrException refused =
          catchThrowableOfType(
              XattrException.class, () -> xattrs.set(file.file(), foreign, new byte[] {1}));

      assertThat(refused.errno()).isEqualTo(Errno.EOPNOTSUPP);
    }
  }

  @ParameterizedTest
  @EnumSource
  void directory_hasAttributesToo(Reach reach) throws Exception {
    temp.directory("dir");
    try (var dir = reach.open(temp.raw("dir"))) {
      xattrs.set(dir.file(), X, new byte[] {1, 2});

      assertThat(xattrs.list(dir.file())).containsExactly(X);
      assertThat(xattrs.get(dir.file(), X)).contains(new byte[] {1, 2});
    }
  }

  @ParameterizedTest
  @EnumSource
  void copy_betweenEveryKindOfFile_isComplete(Reach reach) throws Exception {
    temp.file("source", "");
    XattrFile source = XattrFile.path(temp.raw("source"));
    xattrs.set(source, X, new byte[] {1});
    xattrs.set(source, XattrName.of("user.empty"), new byte[0]);
    try (var target = newFile(reach)) {
      XattrCopyResult result = xattrs.copy(source, target.file(), XattrRules.defaults());

      assertThat(result.losses()).isEmpty();
      assertThat(result.copied()).isEqualTo(xattrs.list(source));
      assertThat(xattrs.compare(source, target.file(), XattrFilter.NONE)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void attributeOfRoot_isListedForRoot(Reach reach) throws Exception {
    Requirements.root();
    XattrName trusted = XattrName.of("trusted.x");
    try (var file = newFile(reach)) {
      xattrs.set(file.file(), trusted, new byte[] {7});

      assertThat(xattrs.list(file.file())).containsExactly(trusted);
      assertThat(xattrs.get(file.file(), trusted)).contains(new byte[] {7});
      assertThat(xattrs.remove(file.file(), trusted)).isTrue();
    }
  }
}
