// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.kernels.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.it.inside.kernels.Scratch;
import io.github.movefile.move.faults.FileRecord;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.move.faults.Temps;
import io.github.movefile.syscalls.testing.CommandResult;
import io.github.movefile.syscalls.testing.TempTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where a {@link Scene} is played once: a source, an old target, and what they were before. */
final class Stage implements AutoCloseable {
  private static final int OWNER = 12_345;
  private static final int GROUP = 23_456;
  private static final int MODE = 04751;

  /** What may differ on xfs, which shows it to root besides the attribute that everybody has. */
  static final Set<String> SECOND_FORM_OF_ACLS = Set.of("xattr trusted.SGI_ACL_FILE");

  /** What may differ if an ACL can't be kept. */
  static final Set<String> ACL_AND_MODE =
      Set.of("xattr system.posix_acl_access", "xattr trusted.SGI_ACL_FILE", "mode");

  private final Scene scene;
  private final Scratch from;
  private final Scratch to;
  private final TempTree log = TempTree.create();
  private final FileRecord sourceBefore;
  private final FileRecord targetBefore;

  Stage(Scene scene) throws IOException {
    this.scene = scene;
    from = Scratch.in(scene.ends().source());
    to = Scratch.in(scene.ends().target());
    scene.makeSource(source());
    dress(source());
    SampleFiles.stamp(Files.writeString(target(), "old"));
    if (scene == Scene.LINKED) {
      scene.makeSource(candidate());
      dress(candidate());
    }
    sourceBefore = FileRecord.of(source());
    targetBefore = FileRecord.of(target());
  }

  /** Gives a file what is easily lost. */
  private static void dress(Path file) throws IOException {
    SampleFiles.chown(file, OWNER, GROUP);
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      SampleFiles.attribute(file, "system.posix_acl_access", SampleFiles.acl());
      SampleFiles.chmod(file, MODE);
    }
    SampleFiles.stamp(file);
  }

  Path source() {
    return from.path("source");
  }

  Path target() {
    return to.path("target");
  }

  private Path candidate() {
    return to.path("candidate");
  }

  /** The file here that plays the part of one of another stage. */
  Path sameNameAs(Path file) {
    return Stream.of(source(), target())
        .filter(each -> each.getFileName().equals(file.getFileName()))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Plays it.
   *
   * @param runner runs the command, or nothing
   * @param further options of the command
   */
  CommandResult play(List<String> runner, String... further) {
    List<String> arguments = new ArrayList<>();
    for (String word : scene.words()) {
      arguments.add(word.endsWith("=") ? word + candidate() : word);
    }
    arguments.addAll(List.of(further));
    arguments.addAll(List.of(source().toString(), target().toString()));
    return RealCommand.of(runner, arguments).run();
  }

  /** Plays it under strace(1), which gets further options; the trace is there afterwards. */
  CommandResult playTraced(List<String> options, String... further) {
    List<String> runner = new ArrayList<>(Trace.into(log.path()));
    runner.addAll(options);
    return play(runner, further);
  }

  Trace trace() throws IOException {
    return Trace.in(log.path());
  }

  /** The calls on files of this stage. */
  List<TracedCall> calls() throws IOException {
    return trace().callsOn(source(), target());
  }

  boolean concerns(String line) {
    return Trace.isBeside(line, source()) || Trace.isBeside(line, target());
  }

  void assertDone() throws IOException {
    assertTargetNew();
    if (scene.isCopy()) {
      assertSourceUntouched();
    } else {
      assertThat(Files.exists(source(), LinkOption.NOFOLLOW_LINKS)).as("source").isFalse();
    }
  }

  void assertState(State state) throws IOException {
    switch (state) {
      case UNCHANGED -> assertUnchanged();
      case SOURCE_LEFT -> {
        assertTargetNew();
        assertSourceUntouched();
      }
      case DONE -> assertDone();
    }
  }

  void assertUnchanged() throws IOException {
    assertThat(FileRecord.of(target()).isUntouchedSince(targetBefore)).as("target is old").isTrue();
    assertSourceUntouched();
  }

  private void assertSourceUntouched() throws IOException {
    assertThat(FileRecord.of(source()).isUntouchedSince(sourceBefore))
        .as("source is untouched")
        .isTrue();
  }

  /** Moved, but for an ACL, and for what a mode is without it. */
  void assertDoneButForAttributes() throws IOException {
    assertThat(FileRecord.of(target()).differencesTo(sourceBefore))
        .contains("xattr system.posix_acl_access")
        .isSubsetOf(ACL_AND_MODE);
    assertThat(Files.exists(source(), LinkOption.NOFOLLOW_LINKS)).as("source").isFalse();
  }

  private void assertTargetNew() throws IOException {
    FileRecord now = FileRecord.of(target());
    FileRecord wanted = scene == Scene.LINKED ? FileRecord.of(candidate()) : sourceBefore;
    assertThat(now.differencesTo(wanted))
        .as("what differs in the target")
        .isSubsetOf(SECOND_FORM_OF_ACLS);
    if (scene == Scene.LINKED) {
      assertThat(now.isSameInode(wanted)).as("target is a link of the candidate").isTrue();
    }
  }

  void assertNoTemps() throws IOException {
    assertThat(temps()).as("temps").isEmpty();
  }

  List<Path> temps() throws IOException {
    List<Path> temps = new ArrayList<>(Temps.in(from.path()));
    temps.addAll(Temps.in(to.path()));
    return temps;
  }

  @Override
  public void close() {
    try (from;
        to;
        log) {
      // All three, whatever becomes of one.
    }
  }
}
