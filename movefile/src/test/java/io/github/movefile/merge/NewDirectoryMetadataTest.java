// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveOptions;
import io.github.movefile.move.faults.FileRecord;
import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.testing.AcrossFileSystems;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.xattr.XattrPolicy;
import io.github.movefile.xattr.XattrRules;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A merge fails at one part of the metadata of a new directory. The directory is there by then, and
 * gets the other parts.
 */
@AcrossFileSystems
class NewDirectoryMetadataTest {
  private static final int MODE = 02751;

  @AutoClose private final NewDirectoryScene scene = new NewDirectoryScene();
  private final MergeFixture fixture = scene.trees();

  @BeforeEach
  void setUp() throws IOException {
    scene.fillImage();
    SampleFiles.attribute(fixture.image("d"), "user.one", new byte[] {1});
    SampleFiles.attribute(fixture.image("d"), "user.two", new byte[] {2});
    SampleFiles.chmod(fixture.image("d"), MODE);
    fixture.stamp();
    XattrRules required = XattrRules.builder().policy("user.*", XattrPolicy.REQUIRE).build();
    fixture.moving(MoveOptions.builder().xattrs(required).build());
  }

  private Set<String> differencesAfter(Fault fault) throws IOException {
    FileRecord wanted = FileRecord.of(fixture.image("d"));
    scene.calls().arm(fault);

    MoveException e = catchThrowableOfType(MoveException.class, scene::merge);

    assertThat(e.errno()).contains(fault.errno());
    assertThat(e.target().toString()).endsWith("/root/d");
    assertThat(e.getSuppressed()).as("it is told once").isEmpty();
    assertThat(fixture.root("d/one")).hasContent("one");
    assertThat(fixture.image("d")).isDirectory();
    return FileRecord.of(fixture.root("d")).differencesTo(wanted);
  }

  @Test
  void attributeThatCannotBeSetOnce_isSetWithTheRest() throws IOException {
    assertThat(differencesAfter(Fault.once("fsetxattr", 2, Errno.ENOSPC))).isEmpty();
  }

  @Test
  void attributesThatCannotBeSet_costNothingElse() throws IOException {
    assertThat(differencesAfter(Fault.always("fsetxattr", Errno.ENOSPC)))
        .containsExactly("xattr user.one", "xattr user.two");
  }
}
