// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.move.MoveFile;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.Command;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import io.github.movefile.syscalls.testing.RecordingSyscalls;
import io.github.movefile.syscalls.testing.Requirements;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody else may use a file before it is complete, nor gets rights that the source didn't give.
 */
@AcrossFileSystems
class PrivacyTest {
  private static final Set<PosixFilePermission> OF_OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");

  @AutoClose private final TempTree disk = TempTree.create();
  @AutoClose private final TempTree memory = TempTree.onOtherFileSystem();

  private final List<String> looks = new ArrayList<>();

  @BeforeEach
  void openDirectories() {
    Requirements.command("setfacl", "getfacl");
    disk.directory("d");
    memory.directory("d");
  }

  private void defaultAcl(Path directory) {
    Command.of("setfacl", "-d", "-m", "u:54321:rwx,g:54322:rwx,o::rwx", directory.toString())
        .run()
        .requireSuccess();
  }

  private static String acl(Path file) {
    return Command.of("getfacl", "-c", "-p", "-n", file.toString()).run().requireSuccess().text();
  }

  private TempTree tree(boolean onDisk) {
    return onDisk ? disk : memory;
  }

  /** Runs a move, and looks at the temp before each of its calls until it has its owner. */
  private void moveWatched(Path source, Path target, String ownerCall) throws IOException {
    Path directory = target.getParent();
    FaultInjectingSyscalls hooks = new FaultInjectingSyscalls(Syscalls.system());
    for (Map.Entry<String, Integer> call : callsOf(source, target).entrySet()) {
      for (int nth = 1; nth <= call.getValue(); nth++) {
        String use = call.getKey() + "#" + nth;
        hooks.onCall(call.getKey(), nth, () -> look(directory, use, hooks.count(ownerCall) == 0));
      }
    }
    MoveFile.using(hooks.syscalls()).move(source, target, SampleFiles.BY_READ_WRITE);
  }

  /** What a move of a twin of the source does; it makes the same calls. */
  private Map<String, Integer> callsOf(Path source, Path target) throws IOException {
    Path twin = source.resolveSibling("twin");
    Command.of("cp", "-a", source.toString(), twin.toString()).run().requireSuccess();
    FaultInjectingSyscalls counter = new FaultInjectingSyscalls(Syscalls.system());
    MoveFile.using(counter.syscalls()).move(twin, target, SampleFiles.BY_READ_WRITE);
    Files.delete(target);
    return counter.counts();
  }

  private void look(Path directory, String use, boolean isBeforeOwner) {
    try {
      for (Path temp : Temps.in(directory)) {
        Set<PosixFilePermission> mode =
            new HashSet<>(Files.getPosixFilePermissions(temp, LinkOption.NOFOLLOW_LINKS));
        mode.retainAll(OF_OTHERS);
        looks.add(use);
        if (isBeforeOwner && !mode.isEmpty()) {
          throw new AssertionError("before " + use + " others may " + mode);
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void file_isPrivateUntilItsContentsAndOwnerAreThere(boolean toDisk) throws IOException {
    Path source = tree(!toDisk).path("source");
    SampleFiles.rich(source);
    SampleFiles.chmod(source, 0666);
    defaultAcl(tree(toDisk).path("d"));

    moveWatched(source, tree(toDisk).path("d/target"), "fchown");

    assertThat(looks).contains("pread#1", "pwrite#1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void node_isPrivateUntilItsOwnerIsThere(boolean toDisk) throws IOException {
    Path source = tree(!toDisk).path("source");
    SampleFiles.fifo(source);
    SampleFiles.chmod(source, 0666);
    defaultAcl(tree(toDisk).path("d"));

    moveWatched(source, tree(toDisk).path("d/target"), "fchownat");

    assertThat(looks).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void defaultAclOfTheDirectory_doesNotReachFiles(boolean toDisk) throws IOException {
    Path source = tree(!toDisk).path("source");
    Path target = tree(toDisk).path("d/target");
    SampleFiles.regular(source, 10);
    String before = acl(source);
    defaultAcl(target.getParent());

    MoveFile.create().move(source, target);

    assertThat(acl(target)).isEqualTo(before).doesNotContain("54321");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void defaultAclOfTheDirectory_doesNotReachFifos(boolean toDisk) throws IOException {
    Path source = tree(!toDisk).path("source");
    Path target = tree(toDisk).path("d/target");
    SampleFiles.fifo(source);
    String before = acl(source);
    defaultAcl(target.getParent());

    MoveFile.create().move(source, target);

    assertThat(acl(target)).isEqualTo(before);
  }

  /** A chmod of a file that still has an inherited ACL would give its entries what it masks. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void defaultAclOfTheDirectory_isNotEvenEffectiveForAMoment(boolean toDisk) throws IOException {
    Path source = tree(!toDisk).path("source");
    Path target = tree(toDisk).path("d/target");
    SampleFiles.regular(source, 10);
    SampleFiles.chmod(source, 0640);
    defaultAcl(target.getParent());
    FaultInjectingSyscalls hooks = new FaultInjectingSyscalls(Syscalls.system());
    List<String> acls = new ArrayList<>();
    for (String call : List.of("flistxattr", "fremovexattr", "futimens", "renameat2")) {
      for (int nth = 1; nth <= 4; nth++) {
        hooks.onCall(
            call,
            nth,
            () -> {
              for (Path temp : tempsIn(target.getParent())) {
                acls.add(acl(temp));
              }
            });
      }
    }

    MoveFile.using(hooks.syscalls()).move(source, target);

    assertThat(acls)
        .isNotEmpty()
        .allSatisfy(acl -> assertThat(acl).satisfies(PrivacyTest::isMasked));
  }

  private static void isMasked(String acl) {
    assertThat(acl.lines().filter(line -> line.startsWith("user:54321")))
        .allSatisfy(line -> assertThat(line).contains("#effective:---"));
  }

  private static List<Path> tempsIn(Path directory) {
    try {
      return Temps.in(directory);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void capability_survivesTheChangeOfOwner() throws IOException {
    Requirements.root();
    Requirements.command("getcap");
    Path source = memory.path("source");
    SampleFiles.rich(source);
    RecordingSyscalls calls = new RecordingSyscalls(Syscalls.system());

    MoveFile.using(calls.syscalls()).move(source, disk.path("target"));

    calls.assertAllBefore("fchown", "fsetxattr");
    assertThat(Command.of("getcap", disk.path("target").toString()).run().text())
        .contains("cap_net_bind_service=ep");
  }
}
