// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import static io.github.movefile.merge.internal.EntryComparison.Equality.DIFFERENT;
import static io.github.movefile.merge.internal.EntryComparison.Equality.EQUAL;
import static io.github.movefile.merge.internal.EntryComparison.Equality.EQUAL_BUT_TIME;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.internal.EntryComparison.Equality;
import io.github.movefile.merge.internal.MergeScene.Base;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import io.github.movefile.xattr.XattrFilter;
import io.github.movefile.xattr.XattrPolicy;
import io.github.movefile.xattr.XattrRules;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class EntryComparisonTest {
  private static final RawPath NAME = RawPath.of("it");

  @Parameter Base base;

  private MergeScene scene;
  private MoveOptions options = MoveOptions.defaults();

  @BeforeEach
  void setUp() {
    scene = new MergeScene(base);
  }

  @AfterEach
  void tearDown() {
    scene.close();
  }

  private Equality compare() throws Exception {
    return compare(NAME, Syscalls.system());
  }

  private Equality compare(RawPath name, Syscalls calls) throws Exception {
    MergeOptions merge = MergeOptions.builder().move(options).build();
    FileStat source = MergeScene.stat(scene.image(name));
    FileStat target = MergeScene.stat(scene.root(name));
    return scene.with(
        calls,
        merge,
        (session, dirs) ->
            new EntryComparison(session, new LinkTexts(session))
                .compare(dirs, name, source, target));
  }

  private List<Path> both() {
    return List.of(scene.image(NAME), scene.root(NAME));
  }

  /** Two files that are equal, the time too. */
  private void files(byte[] contents) throws IOException {
    for (Path file : both()) {
      Files.write(file, contents);
      SampleFiles.chmod(file, 0640);
      SampleFiles.stamp(file);
    }
  }

  private void links(String inImage, String inRoot) throws IOException {
    Files.createSymbolicLink(scene.image(NAME), Path.of(inImage));
    Files.createSymbolicLink(scene.root(NAME), Path.of(inRoot));
    for (Path link : both()) {
      SampleFiles.stamp(link);
    }
  }

  private void nodes(FileType type, long inImage, long inRoot) throws ErrnoException {
    Timespec time = new Timespec(1_000_000_000, 1);
    for (Path node : both()) {
      long device = node.equals(scene.image(NAME)) ? inImage : inRoot;
      RawPath path = RawPath.of(node);
      Syscalls.system().paths().mknodat(Fd.CWD, path, type, 0600, device);
      Syscalls.system().paths().utimensat(Fd.CWD, path, time, time, AtFlags.SYMLINK_NOFOLLOW);
    }
  }

  private static void touch(Path file) throws ErrnoException {
    Timespec ns = new Timespec(1_111_111_111, 123_456_790); // one more than the stamp
    Syscalls.system()
        .paths()
        .utimensat(Fd.CWD, RawPath.of(file), Timespec.OMIT, ns, AtFlags.SYMLINK_NOFOLLOW);
  }

  @Test
  void equalFiles_areEqual_toTheNanosecond() throws Exception {
    files(new byte[] {1, 2, 3});
    assertThat(compare()).isEqualTo(EQUAL);
    touch(scene.root(NAME));
    assertThat(compare()).isEqualTo(EQUAL_BUT_TIME);
  }

  @Test
  void emptyFiles_areEqual() throws Exception {
    files(new byte[0]);
    assertThat(compare()).isEqualTo(EQUAL);
  }

  @Test
  void timeThatIsAskedFor_isTheOneCompared() throws Exception {
    files(new byte[] {1});
    Timespec mtime = new Timespec(5, 5);
    options = MoveOptions.builder().mtime(mtime).build();
    assertThat(compare()).isEqualTo(EQUAL_BUT_TIME);
    Syscalls.system()
        .paths()
        .utimensat(Fd.CWD, RawPath.of(scene.root(NAME)), mtime, mtime, AtFlags.NONE);
    assertThat(compare()).isEqualTo(EQUAL);
  }

  @Test
  void anyByte_makesThemDifferent() throws Exception {
    int length = 600_001; // some buffers
    byte[] contents = new byte[length];
    Arrays.fill(contents, (byte) 'x');
    for (int at : new int[] {0, 1, 131_071, 131_072, 524_288, length - 1}) {
      files(contents);
      byte[] other = contents.clone();
      other[at] ^= 1;
      Files.write(scene.root(NAME), other);
      SampleFiles.stamp(scene.root(NAME));
      assertThat(compare()).as("byte %d", at).isEqualTo(DIFFERENT);
    }
    files(contents);
    assertThat(compare()).isEqualTo(EQUAL);
  }

  @Test
  void sparseFile_isEqualToOneWithZeros() throws Exception {
    files(new byte[300_000]);
    Files.write(scene.root(NAME), new byte[0]);
    try (SeekableByteChannel channel =
        Files.newByteChannel(scene.root(NAME), Set.of(StandardOpenOption.WRITE))) {
      channel.position(299_999).write(ByteBuffer.wrap(new byte[1]));
    }
    SampleFiles.stamp(scene.root(NAME));
    assertThat(compare()).isEqualTo(EQUAL);
  }

  @Test
  void shortReads_areCompared() throws Exception {
    files(new byte[5000]);
    FaultInjectingSyscalls faults = new FaultInjectingSyscalls(Syscalls.system());
    faults.shortenAlways("pread", 999);
    assertThat(compare(NAME, faults.syscalls())).isEqualTo(EQUAL);
    byte[] other = new byte[5000];
    other[4999] = 1;
    Files.write(scene.image(NAME), other);
    assertThat(compare(NAME, faults.syscalls())).isEqualTo(DIFFERENT);
  }

  @Test
  void size_isComparedWithoutOpening() throws Exception {
    files(new byte[] {1, 2, 3});
    Files.write(scene.root(NAME), new byte[] {1, 2});
    RecordingSyscalls recording = new RecordingSyscalls(Syscalls.system());
    assertThat(compare(NAME, recording.syscalls())).isEqualTo(DIFFERENT);
    recording.assertNever("llistxattr");
    recording.assertNever("pread");
  }

  @Test
  void mode_isComparedFirst() throws Exception {
    for (int mode : new int[] {0600, 04640, 01640}) {
      files(new byte[] {1});
      SampleFiles.chmod(scene.root(NAME), mode);
      RecordingSyscalls recording = new RecordingSyscalls(Syscalls.system());
      assertThat(compare(NAME, recording.syscalls())).isEqualTo(DIFFERENT);
      recording.assertNever("llistxattr");
      recording.assertNever("pread");
    }
  }

  @Test
  void owner_isCompared() throws Exception {
    files(new byte[] {1});
    SampleFiles.chown(scene.root(NAME), 12_345, 0);
    assertThat(compare()).isEqualTo(DIFFERENT);
    SampleFiles.chown(scene.root(NAME), 0, 12_345);
    assertThat(compare()).isEqualTo(DIFFERENT);
  }

  @Test
  void attributes_areComparedAsTheyTravel() throws Exception {
    files(new byte[] {1});
    SampleFiles.attribute(scene.root(NAME), "user.xdg.origin", new byte[] {1}); // excluded
    assertThat(compare()).isEqualTo(EQUAL);
    SampleFiles.attribute(scene.image(NAME), "user.colour", new byte[] {1});
    assertThat(compare()).isEqualTo(DIFFERENT);
    SampleFiles.attribute(scene.root(NAME), "user.colour", new byte[] {2});
    assertThat(compare()).isEqualTo(DIFFERENT);
    options = withRules(XattrRules.builder().policy("user.colour", XattrPolicy.SKIP).build());
    assertThat(compare()).isEqualTo(EQUAL);
    options = withRules(XattrRules.builder().exclude(XattrFilter.NONE).build());
    SampleFiles.attribute(scene.root(NAME), "user.colour", new byte[] {1});
    assertThat(compare()).isEqualTo(DIFFERENT);
    SampleFiles.attribute(scene.image(NAME), "user.xdg.origin", new byte[] {1});
    assertThat(compare()).isEqualTo(EQUAL);
  }

  /** A move tells by itself of what it can't read, and what the root has goes by it. */
  @Test
  void attributesThatCannotBeRead_areNotKnownToBeEqual() throws Exception {
    files(new byte[] {1});
    for (Path file : both()) {
      SampleFiles.attribute(file, "user.colour", new byte[] {1});
    }
    for (String call : List.of("llistxattr", "lgetxattr")) {
      for (int nth = 1; nth <= 2; nth++) {
        FaultInjectingSyscalls faults = new FaultInjectingSyscalls(Syscalls.system());
        faults.arm(Fault.once(call, nth, Errno.EIO));
        assertThat(compare(NAME, faults.syscalls())).as("%s %d", call, nth).isEqualTo(DIFFERENT);
      }
    }
  }

  private static MoveOptions withRules(XattrRules rules) {
    return MoveOptions.builder().xattrs(rules).build();
  }

  @Test
  void acl_isCompared() throws Exception {
    files(new byte[] {1});
    SampleFiles.attribute(scene.root(NAME), "system.posix_acl_access", SampleFiles.acl());
    SampleFiles.chmod(scene.image(NAME), 0660); // as the ACL's mask shows itself
    assertThat(MergeScene.stat(scene.root(NAME)).permissions()).isEqualTo(0660);
    assertThat(compare()).isEqualTo(DIFFERENT);
    SampleFiles.attribute(scene.image(NAME), "system.posix_acl_access", SampleFiles.acl());
    assertThat(compare()).isEqualTo(EQUAL);
  }

  @Test
  void types_areCompared_andNoLinkIsFollowed() throws Exception {
    Files.writeString(scene.image(NAME), "same");
    Files.writeString(scene.root("other"), "same");
    Files.createSymbolicLink(scene.root(NAME), Path.of("other"));
    assertThat(compare()).isEqualTo(DIFFERENT);
  }

  @Test
  void links_areComparedByText() throws Exception {
    links("a/b", "a/b");
    assertThat(compare()).isEqualTo(EQUAL);
    touch(scene.root(NAME));
    assertThat(compare()).isEqualTo(EQUAL_BUT_TIME);
  }

  @Test
  void links_areNotNormalised() throws Exception {
    links("a/b", "a/./b");
    assertThat(compare()).isEqualTo(DIFFERENT);
  }

  @Test
  void links_areComparedAsTheyWillBe() throws Exception {
    links(scene.image("usr/bin/x").toString(), "/usr/bin/x");
    assertThat(compare()).isEqualTo(DIFFERENT);
    options = MoveOptions.builder().rewriteSymlinksFrom(scene.image("")).build();
    assertThat(compare()).isEqualTo(EQUAL);
  }

  @Test
  void devices_areComparedByNumber() throws Exception {
    nodes(FileType.CHARACTER_DEVICE, FileStat.device(1, 3), FileStat.device(1, 3));
    assertThat(compare()).isEqualTo(EQUAL);
    Files.delete(scene.root(NAME));
    Files.delete(scene.image(NAME));
    nodes(FileType.CHARACTER_DEVICE, FileStat.device(1, 3), FileStat.device(1, 5));
    assertThat(compare()).isEqualTo(DIFFERENT);
  }

  @Test
  void fifosAndSockets_areNotOpened() throws Exception {
    nodes(FileType.FIFO, 0, 0);
    assertThat(compare()).isEqualTo(EQUAL);
    Files.delete(scene.root(NAME));
    Files.delete(scene.image(NAME));
    nodes(FileType.SOCKET, 0, 0);
    assertThat(compare()).isEqualTo(EQUAL);
  }

  @Test
  void oneInodeInBoth_isEqual() throws Exception {
    Files.writeString(scene.image(NAME), "one");
    Files.createLink(scene.root(NAME), scene.image(NAME));
    assertThat(compare()).isEqualTo(EQUAL);
  }

  @Test
  void reading_leavesTimeOfAccess() throws Exception {
    files(new byte[10_000]);
    Timespec old = new Timespec(1_000_000_000, 7); // before the time of change: relatime would set
    for (Path file : both()) {
      Syscalls.system()
          .paths()
          .utimensat(Fd.CWD, RawPath.of(file), old, Timespec.OMIT, AtFlags.NONE);
    }
    assertThat(compare()).isEqualTo(EQUAL);
    for (Path file : both()) {
      assertThat(MergeScene.stat(file).atime()).isEqualTo(old);
    }
  }

  /** What takes the place of a file between the look at it and its opening. */
  private enum Swap {
    EQUAL_FILE,
    LINK_TO_EQUAL_FILE,
    FIFO,
    NOTHING
  }

  @Test
  void fileSwappedAfterTheLook_isNotEqual() throws Exception {
    for (Swap swap : Swap.values()) {
      for (Path swapped : both()) {
        files(new byte[] {1, 2, 3});
        assertThat(compareWhile(swapped, swap)).as("%s of %s", swap, swapped).isEqualTo(DIFFERENT);
        Files.deleteIfExists(swapped);
      }
    }
  }

  private Equality compareWhile(Path swapped, Swap swap) throws Exception {
    FaultInjectingSyscalls faults = new FaultInjectingSyscalls(Syscalls.system());
    FileStat source = MergeScene.stat(scene.image(NAME));
    FileStat target = MergeScene.stat(scene.root(NAME));
    return scene.with(
        faults.syscalls(),
        MergeOptions.defaults(),
        (session, dirs) -> {
          faults.onCall("openat", faults.count("openat") + 1, () -> replace(swapped, swap));
          return new EntryComparison(session, new LinkTexts(session))
              .compare(dirs, NAME, source, target);
        });
  }

  private static void replace(Path file, Swap swap) {
    try {
      Path kept = file.resolveSibling("kept");
      Files.deleteIfExists(kept);
      Files.move(file, kept);
      switch (swap) {
        case EQUAL_FILE -> {
          Files.write(file, new byte[] {1, 2, 3});
          SampleFiles.chmod(file, 0640);
          SampleFiles.stamp(file);
        }
        case LINK_TO_EQUAL_FILE -> Files.createSymbolicLink(file, kept);
        case FIFO ->
            Syscalls.system().paths().mknodat(Fd.CWD, RawPath.of(file), FileType.FIFO, 0640, 0);
        case NOTHING -> {}
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void names_areBytes() throws Exception {
    for (RawPath name : MergeScene.STRANGE_NAMES) {
      for (Path file : List.of(scene.image(name), scene.root(name))) {
        Files.writeString(file, "same");
        SampleFiles.attribute(file, "user.colour", new byte[] {1});
        SampleFiles.stamp(file);
      }
      assertThat(compare(name, Syscalls.system())).as("%s", name).isEqualTo(EQUAL);
      SampleFiles.attribute(scene.root(name), "user.colour", new byte[] {2});
      assertThat(compare(name, Syscalls.system())).as("%s", name).isEqualTo(DIFFERENT);
    }
  }
}
