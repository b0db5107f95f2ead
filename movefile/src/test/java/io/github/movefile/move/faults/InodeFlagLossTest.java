// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.move.LossPolicy;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveFile;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.MoveWarning;
import io.github.movefile.move.MoveWarning.Loss;
import io.github.movefile.syscalls.DataCalls;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The target's file system lacks one of the inode flags that are asked for. */
@AcrossFileSystems
class InodeFlagLossTest {
  private static final InodeFlags BOTH = InodeFlags.NO_DUMP.with(InodeFlags.NO_ATIME);
  private static final DataCalls DATA = Syscalls.system().data();

  @AutoClose private final TempTree from = TempTree.create();
  @AutoClose private final TempTree to = TempTree.onOtherFileSystem();
  private final Path target = to.path("target");
  private Path source = from.path("source");

  /** What a file system does about a flag that it doesn't have. */
  private enum Habit {
    /** As xfs and tmpfs. */
    REFUSE,
    /** As ext4 with {@code chattr +m}. */
    IGNORE
  }

  @BeforeEach
  void makeSource() throws IOException {
    source = from.file("source", "text");
    try (Fd fd = open(source)) {
      DATA.setInodeFlags(fd, DATA.getInodeFlags(fd).with(BOTH));
    }
  }

  @Test
  void refusedFlag_isToldAndDoesNotCostTheOthers() throws Exception {
    MoveResult result = mover(Habit.REFUSE, InodeFlags.NO_ATIME).move(source, target, options());

    assertThat(flagsOf(target)).isEqualTo(InodeFlags.NO_DUMP);
    assertThat(result.warnings()).extracting(MoveWarning::loss).containsExactly(Loss.INODE_FLAGS);
    MoveWarning warning = result.warnings().get(0);
    assertThat(warning.detail()).isEqualTo("inode flags 0x80 not kept");
    assertThat(warning.cause().orElseThrow().errno()).isEqualTo(Errno.EOPNOTSUPP);
  }

  @Test
  void flagThatIsNeitherSetNorRefused_isTold() throws Exception {
    MoveResult result = mover(Habit.IGNORE, InodeFlags.NO_DUMP).move(source, target, options());

    assertThat(flagsOf(target)).isEqualTo(InodeFlags.NO_ATIME);
    assertThat(result.warnings())
        .extracting(MoveWarning::toString)
        .containsExactly("inode flags 0x40 not kept");
  }

  @Test
  void lossThatIsNotWanted_leavesEverythingAsItWas() {
    for (Habit habit : Habit.values()) {
      MoveException failure =
          catchThrowableOfType(
              MoveException.class,
              () ->
                  mover(habit, InodeFlags.NO_DUMP).move(source, target, options(LossPolicy.FAIL)));

      assertThat(failure.failure()).isEqualTo(MoveFailure.LOSS_REFUSED);
      assertThat(source).hasContent("text");
      assertThat(target).doesNotExist();
    }
  }

  private static MoveOptions options() {
    return options(LossPolicy.WARN);
  }

  private static MoveOptions options(LossPolicy losses) {
    return MoveOptions.builder().inodeFlags(BOTH).losses(losses).build();
  }

  private static Fd open(Path file) throws ErrnoException {
    return Syscalls.system().paths().openat(Fd.CWD, RawPath.of(file), OpenFlags.READ_ONLY, 0);
  }

  private static InodeFlags flagsOf(Path file) throws IOException {
    assertThat(Files.exists(file)).isTrue();
    try (Fd fd = open(file)) {
      return DATA.getInodeFlags(fd).only(BOTH);
    }
  }

  private static MoveFile mover(Habit habit, InodeFlags unknown) {
    DataCalls data =
        (DataCalls)
            Proxy.newProxyInstance(
                DataCalls.class.getClassLoader(),
                new Class<?>[] {DataCalls.class},
                (self, method, arguments) -> {
                  if (method.getName().equals("setInodeFlags")) {
                    set((Fd) arguments[0], (InodeFlags) arguments[1], habit, unknown);
                    return null;
                  }
                  try {
                    return method.invoke(DATA, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    Syscalls real = Syscalls.system();
    return MoveFile.using(new Syscalls(real.paths(), data, real.xattrs()));
  }

  private static void set(Fd fd, InodeFlags flags, Habit habit, InodeFlags unknown)
      throws ErrnoException {
    if (habit == Habit.REFUSE && flags.has(unknown)) {
      throw new ErrnoException("ioctl(FS_IOC_SETFLAGS)", Errno.EOPNOTSUPP);
    }
    DATA.setInodeFlags(fd, flags.without(unknown));
  }
}
