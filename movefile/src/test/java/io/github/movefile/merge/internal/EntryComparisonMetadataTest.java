// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import static io.github.movefile.merge.internal.ComparedPair.NAME;
import static io.github.movefile.merge.internal.ComparedPair.touch;
import static io.github.movefile.merge.internal.EntryComparison.Equality.DIFFERENT;
import static io.github.movefile.merge.internal.EntryComparison.Equality.EQUAL;
import static io.github.movefile.merge.internal.EntryComparison.Equality.EQUAL_BUT_TIME;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Type, mode, owner, attributes, a link's text, a device's number: all but contents. */
@ParameterizedClass
@EnumSource
class EntryComparisonMetadataTest {
  @Parameter Base base;

  private MergeScene scene;
  private ComparedPair pair;

  @BeforeEach
  void setUp() {
    scene = new MergeScene(base);
    pair = new ComparedPair(scene);
  }

  @AfterEach
  void tearDown() {
    scene.close();
  }

  private void links(String inImage, String inRoot) throws IOException {
    Files.createSymbolicLink(scene.image(NAME), Path.of(inImage));
    Files.createSymbolicLink(scene.root(NAME), Path.of(inRoot));
    for (Path link : pair.both()) {
      SampleFiles.stamp(link);
    }
  }

  private void nodes(FileType type, long inImage, long inRoot) throws ErrnoException {
    Timespec time = new Timespec(1_000_000_000, 1);
    for (Path node : pair.both()) {
      long device = node.equals(scene.image(NAME)) ? inImage : inRoot;
      RawPath path = RawPath.of(node);
      Syscalls.system().paths().mknodat(Fd.CWD, path, type, 0600, device);
      Syscalls.system().paths().utimensat(Fd.CWD, path, time, time, AtFlags.SYMLINK_NOFOLLOW);
    }
  }

  @Test
  void mode_isComparedFirst() throws Exception {
    for (int mode : new int[] {0600, 04640, 01640}) {
      pair.files(new byte[] {1});
      SampleFiles.chmod(scene.root(NAME), mode);
      RecordingSyscalls recording = new RecordingSyscalls(Syscalls.system());
      assertThat(pair.compare(NAME, recording.syscalls())).isEqualTo(DIFFERENT);
      recording.assertNever("llistxattr");
      recording.assertNever("pread");
    }
  }

  @Test
  void owner_isCompared() throws Exception {
    pair.files(new byte[] {1});
    SampleFiles.chown(scene.root(NAME), 12_345, 0);
    assertThat(pair.compare()).isEqualTo(DIFFERENT);
    SampleFiles.chown(scene.root(NAME), 0, 12_345);
    assertThat(pair.compare()).isEqualTo(DIFFERENT);
  }

  @Test
  void attributes_areComparedAsTheyTravel() throws Exception {
    pair.files(new byte[] {1});
    SampleFiles.attribute(scene.root(NAME), "user.xdg.origin", new byte[] {1}); // excluded
    assertThat(pair.compare()).isEqualTo(EQUAL);
    SampleFiles.attribute(scene.image(NAME), "user.colour", new byte[] {1});
    assertThat(pair.compare()).isEqualTo(DIFFERENT);
    SampleFiles.attribute(scene.root(NAME), "user.colour", new byte[] {2});
    assertThat(pair.compare()).isEqualTo(DIFFERENT);
    pair.moving(withRules(XattrRules.builder().policy("user.colour", XattrPolicy.SKIP).build()));
    assertThat(pair.compare()).isEqualTo(EQUAL);
    pair.moving(withRules(XattrRules.builder().exclude(XattrFilter.NONE).build()));
    SampleFiles.attribute(scene.root(NAME), "user.colour", new byte[] {1});
    assertThat(pair.compare()).isEqualTo(DIFFERENT);
    SampleFiles.attribute(scene.image(NAME), "user.xdg.origin", new byte[] {1});
    assertThat(pair.compare()).isEqualTo(EQUAL);
  }

  /** A move tells by itself of what it can't read, and what the root has goes by it. */
  @Test
  void attributesThatCannotBeRead_areNotKnownToBeEqual() throws Exception {
    pair.files(new byte[] {1});
    for (Path file : pair.both()) {
      SampleFiles.attribute(file, "user.colour", new byte[] {1});
    }
    for (String call : List.of("llistxattr", "lgetxattr")) {
      for (int nth = 1; nth <= 2; nth++) {
        FaultInjectingSyscalls faults = new FaultInjectingSyscalls(Syscalls.system());
        faults.arm(Fault.once(call, nth, Errno.EIO));
        assertThat(pair.compare(NAME, faults.syscalls()))
            .as("%s %d", call, nth)
            .isEqualTo(DIFFERENT);
      }
    }
  }

  private static MoveOptions withRules(XattrRules rules) {
    return MoveOptions.builder().xattrs(rules).build();
  }

  @Test
  void acl_isCompared() throws Exception {
    pair.files(new byte[] {1});
    SampleFiles.attribute(scene.root(NAME), "system.posix_acl_access", SampleFiles.acl());
    SampleFiles.chmod(scene.image(NAME), 0660); // as the ACL's mask shows itself
    assertThat(MergeScene.stat(scene.root(NAME)).permissions()).isEqualTo(0660);
    assertThat(pair.compare()).isEqualTo(DIFFERENT);
    SampleFiles.attribute(scene.image(NAME), "system.posix_acl_access", SampleFiles.acl());
    assertThat(pair.compare()).isEqualTo(EQUAL);
  }

  @Test
  void types_areCompared_andNoLinkIsFollowed() throws Exception {
    Files.writeString(scene.image(NAME), "same");
    Files.writeString(scene.root("other"), "same");
    Files.createSymbolicLink(scene.root(NAME), Path.of("other"));
    assertThat(pair.compare()).isEqualTo(DIFFERENT);
  }

  @Test
  void links_areComparedByText() throws Exception {
    links("a/b", "a/b");
    assertThat(pair.compare()).isEqualTo(EQUAL);
    touch(scene.root(NAME));
    assertThat(pair.compare()).isEqualTo(EQUAL_BUT_TIME);
  }

  @Test
  void links_areNotNormalised() throws Exception {
    links("a/b", "a/./b");
    assertThat(pair.compare()).isEqualTo(DIFFERENT);
  }

  @Test
  void links_areComparedAsTheyWillBe() throws Exception {
    links(scene.image("usr/bin/x").toString(), "/usr/bin/x");
    assertThat(pair.compare()).isEqualTo(DIFFERENT);
    pair.moving(MoveOptions.builder().rewriteSymlinksFrom(scene.image("")).build());
    assertThat(pair.compare()).isEqualTo(EQUAL);
  }

  @Test
  void devices_areComparedByNumber() throws Exception {
    nodes(FileType.CHARACTER_DEVICE, FileStat.device(1, 3), FileStat.device(1, 3));
    assertThat(pair.compare()).isEqualTo(EQUAL);
    Files.delete(scene.root(NAME));
    Files.delete(scene.image(NAME));
    nodes(FileType.CHARACTER_DEVICE, FileStat.device(1, 3), FileStat.device(1, 5));
    assertThat(pair.compare()).isEqualTo(DIFFERENT);
  }

  @Test
  void fifosAndSockets_areNotOpened() throws Exception {
    nodes(FileType.FIFO, 0, 0);
    assertThat(pair.compare()).isEqualTo(EQUAL);
    Files.delete(scene.root(NAME));
    Files.delete(scene.image(NAME));
    nodes(FileType.SOCKET, 0, 0);
    assertThat(pair.compare()).isEqualTo(EQUAL);
  }

  @Test
  void names_areBytes() throws Exception {
    for (RawPath name : MergeScene.STRANGE_NAMES) {
      for (Path file : List.of(scene.image(name), scene.root(name))) {
        Files.writeString(file, "same");
        SampleFiles.attribute(file, "user.colour", new byte[] {1});
        SampleFiles.stamp(file);
      }
      assertThat(pair.compare(name, Syscalls.system())).as("%s", name).isEqualTo(EQUAL);
      SampleFiles.attribute(scene.root(name), "user.colour", new byte[] {2});
      assertThat(pair.compare(name, Syscalls.system())).as("%s", name).isEqualTo(DIFFERENT);
    }
  }
}
