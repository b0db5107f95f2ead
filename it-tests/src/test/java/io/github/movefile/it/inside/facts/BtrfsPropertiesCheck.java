// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import static io.github.movefile.it.inside.facts.Shell.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyResult;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.MoveWarning;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.testing.LoopFileSystem;
import io.github.movefile.xattr.XattrFilter;
import io.github.movefile.xattr.XattrRules;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compression and NOCOW of btrfs stay behind unless they are asked for; contents never do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BtrfsPropertiesCheck {
  private static final int LENGTH = 1 << 20;
  private static final MoveOptions DEFAULTS = MoveOptions.defaults();

  @AutoClose
  private final Disks disks =
      Disks.of("btrfs", "ext4", "xfs").with("second btrfs", LoopFileSystem.of("btrfs"));

  private final MoveFile mover = MoveFile.create();

  private static MoveOptions keeping(InodeFlags flags) {
    return MoveOptions.builder().inodeFlags(flags).build();
  }

  /** Text that compresses well, and a hole. */
  private Path compressed() throws Exception {
    Path file = disks.directory("btrfs").resolve("source");
    run(
        "touch \"$1\"; btrfs property set \"$1\" compression zstd; yes text | head -c 1M > \"$1\";"
            + " truncate -s 3M \"$1\"; echo end >> \"$1\"",
        file);
    assertThat(Extents.of(file).any("encoded")).isTrue();
    assertThat(DataMap.of(file).ranges()).hasSize(2);
    return file;
  }

  private Path nocow() {
    Path file = disks.directory("btrfs").resolve("source");
    run("touch \"$1\"; chattr +C \"$1\"", file);
    Contents.write(file, LENGTH);
    assertThat(flags(file)).contains("C");
    return file;
  }

  /** The letters of lsattr. */
  private static String flags(Path file) {
    return run("lsattr -d \"$1\"", file).split(" ", 2)[0].replace("-", "");
  }

  private static String compression(Path file) {
    return run("getfattr -d -m '^btrfs' --absolute-names \"$1\" | grep = || true", file);
  }

  @ParameterizedTest(name = "btrfs→{0}")
  @ValueSource(strings = {"second btrfs", "ext4", "xfs"})
  void compression_staysBehind(String to) throws Exception {
    Path source = compressed();
    byte[] contents = Files.readAllBytes(source);
    DataMap map = DataMap.of(source);
    Path target = disks.directory(to).resolve("target");

    MoveResult result = mover.move(source, target);

    assertThat(result.warnings()).isEmpty();
    assertThat(target).hasBinaryContent(contents);
    assertThat(DataMap.of(target)).isEqualTo(map);
    assertThat(flags(target)).doesNotContain("c");
    assertThat(compression(target)).isEmpty();
    assertThat(Extents.of(target).any("encoded")).isFalse();
  }

  /** What is shared is shared as it is stored. */
  @Test
  void compressedExtents_areShared() throws Exception {
    Path source = compressed();
    Path target = source.resolveSibling("target");

    MoveResult result = mover.copy(source, target, DEFAULTS);

    assertThat(result.copy().orElseThrow().methods()).containsOnlyKeys(CopyMethod.REFLINK);
    assertThat(Files.mismatch(source, target)).isEqualTo(-1);
    assertThat(Extents.of(target)).isEqualTo(Extents.of(source));
    assertThat(Extents.of(target).any("encoded")).isTrue();
    assertThat(flags(target)).doesNotContain("c");
  }

  @ParameterizedTest(name = "btrfs→{0}")
  @ValueSource(strings = {"btrfs", "second btrfs"})
  void compressionFlag_travelsWhereAskedFor(String to) throws Exception {
    Path source = compressed();
    Path target = disks.directory(to).resolve("target");

    MoveResult result = mover.copy(source, target, keeping(InodeFlags.COMPRESS));

    assertThat(result.warnings()).isEmpty();
    assertThat(flags(target)).isEqualTo("c");
    assertThat(Files.mismatch(source, target)).isEqualTo(-1);
  }

  /** The attribute names the algorithm, the flag doesn't. */
  @Test
  void compressionAttribute_travelsWhereAskedFor() throws Exception {
    MoveOptions options = withBtrfsAttributes(InodeFlags.COMPRESS);
    Path target = disks.directory("second btrfs").resolve("target");

    MoveResult result = mover.move(compressed(), target, options);

    assertThat(result.warnings()).isEmpty();
    assertThat(compression(target)).isEqualTo("btrfs.compression=\"zstd\"");
  }

  @ParameterizedTest(name = "btrfs→{0}")
  @ValueSource(strings = {"ext4", "xfs"})
  void compressionAttribute_isToldWhereItCannotBe(String to) throws Exception {
    MoveOptions options = withBtrfsAttributes(InodeFlags.NONE);
    Path target = disks.directory(to).resolve("target");

    MoveResult result = mover.move(compressed(), target, options);

    assertThat(result.warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.loss()).isEqualTo(MoveWarning.Loss.XATTR))
        .satisfies(warning -> assertThat(warning.detail()).contains("btrfs.compression"));
  }

  private static MoveOptions withBtrfsAttributes(InodeFlags flags) {
    XattrFilter btrfs = XattrFilter.of("btrfs.*");
    XattrRules rules =
        XattrRules.builder().exclude(XattrFilter.DEFAULT_EXCLUSION.except(btrfs)).build();
    return MoveOptions.builder().xattrs(rules).inodeFlags(flags).build();
  }

  /** Extents with and without checksums can't be in one file. */
  @Test
  void nocow_staysBehind_andNothingIsShared() throws Exception {
    Path source = nocow();
    Path target = source.resolveSibling("target");

    MoveResult result = mover.copy(source, target, DEFAULTS);

    assertThat(result.warnings()).isEmpty();
    assertThat(flags(target)).isEmpty();
    assertFellBack(result, source, target);
  }

  @Test
  void nocowDirectory_getsBytesThatItCannotShare() throws Exception {
    Path directory = disks.directory("btrfs");
    run("chattr +C \"$1\"", directory);
    Path source = disks.directory("btrfs").resolve("source");
    Contents.write(source, LENGTH);
    Path target = directory.resolve("target");

    MoveResult result = mover.copy(source, target, DEFAULTS);

    assertThat(flags(target)).isEqualTo("C");
    assertFellBack(result, source, target);
  }

  private static void assertFellBack(MoveResult result, Path source, Path target) throws Exception {
    CopyResult copy = result.copy().orElseThrow();
    assertThat(copy.methods()).doesNotContainKey(CopyMethod.REFLINK);
    assertThat(copy.refusals())
        .filteredOn(refusal -> refusal.method() == CopyMethod.REFLINK)
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.reason()).contains(Errno.EINVAL.name()));
    assertThat(Files.mismatch(source, target)).isEqualTo(-1);
    assertThat(Extents.of(target).overlaps(Extents.of(source))).isFalse();
  }

  /** Asked for, it is set while the target is empty, and so the extents can be shared. */
  @Test
  void nocow_travelsWhereAskedFor_andExtentsAreShared() throws Exception {
    Path source = nocow();
    Path target = source.resolveSibling("target");

    MoveResult result = mover.copy(source, target, keeping(InodeFlags.NO_COPY_ON_WRITE));

    assertThat(result.warnings()).isEmpty();
    assertThat(flags(target)).isEqualTo("C");
    assertThat(result.copy().orElseThrow().methods()).containsOnlyKeys(CopyMethod.REFLINK);
    assertThat(Extents.of(target).all("shared")).isTrue();
  }

  /** Why it is set before the contents. */
  @Test
  void nocow_isIgnoredForAFileWithContents() {
    Path file = disks.directory("btrfs").resolve("file");
    Contents.write(file, LENGTH);

    run("chattr +C \"$1\"", file);

    assertThat(flags(file)).isEmpty();
  }

  @ParameterizedTest(name = "btrfs→{0}")
  @ValueSource(strings = {"ext4", "xfs"})
  void nocow_isToldWhereItCannotBe(String to) throws Exception {
    Path target = disks.directory(to).resolve("target");

    MoveResult result = mover.move(nocow(), target, keeping(InodeFlags.NO_COPY_ON_WRITE));

    assertLost(result, InodeFlags.NO_COPY_ON_WRITE);
  }

  /** xfs refuses all for the sake of one; ext4 takes it, says nothing, and doesn't set it. */
  @ParameterizedTest(name = "btrfs→{0}")
  @ValueSource(strings = {"ext4", "xfs"})
  void flagThatTheTargetLacks_isTold_andTheOthersAreKept(String to) throws Exception {
    Path source = disks.directory("btrfs").resolve("source");
    Contents.write(source, 10);
    run("chattr +mdA \"$1\"", source);
    Path target = disks.directory(to).resolve("target");
    InodeFlags asked = InodeFlags.NO_COMPRESS.with(InodeFlags.NO_DUMP).with(InodeFlags.NO_ATIME);

    MoveResult result = mover.move(source, target, keeping(asked));

    assertThat(flags(target)).contains("d").contains("A").doesNotContain("m");
    assertLost(result, InodeFlags.NO_COMPRESS);
  }

  private static void assertLost(MoveResult result, InodeFlags flags) {
    assertThat(result.warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.loss()).isEqualTo(MoveWarning.Loss.INODE_FLAGS))
        .satisfies(
            warning ->
                assertThat(warning.detail())
                    .contains("0x" + Integer.toHexString(flags.bits()) + " "));
  }
}
