// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.movefile.move.faults.SampleFiles;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.FaultSweep;
import io.github.movefile.syscalls.testing.FaultSweep.Outcome;
import io.github.movefile.syscalls.testing.FaultSweep.Scenario;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What ends a comparison, or is told instead of a difference, and is never taken for equality. */
class VerifyFailureTest {
  @AutoClose private final VerifyFixture fixture = new VerifyFixture();

  @Test
  void digestThatIsNotKnown_isTold() throws IOException {
    fixture.writeImage("f");
    fixture.copyImage();
    ManifestEntry e = ManifestOfTree.entries(fixture.image()).get(0);
    ManifestEntry odd =
        new ManifestEntry(
            e.path(),
            e.type(),
            e.mode(),
            e.uid(),
            e.gid(),
            e.size(),
            e.mtime(),
            e.rdev(),
            e.link(),
            Map.of("BLAKE9", Digest.ofHex("00")));
    assertThat(
            fixture.againstManifest(ManifestOfTree.reader(ManifestWriter::jsonLines, List.of(odd))))
        .containsExactly("f: UNREADABLE there is no digest BLAKE9 here / ");
  }

  @Test
  void malformedLine_endsIt_afterWhatWasBefore() throws IOException {
    fixture.temp.directory("root");
    ManifestReader manifest =
        ManifestReader.of(
            new ByteArrayInputStream("dir /a\ndir ../b\n".getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(() -> fixture.againstManifest(manifest))
        .isInstanceOf(MalformedManifestException.class)
        .hasMessageStartingWith("line 2: ");
    assertThat(fixture.differences).hasSize(1);
  }

  @Test
  void treesThatCannotBeOpened_areNamed() throws IOException {
    fixture.writeImage("f");
    assertThatThrownBy(() -> fixture.againstImage())
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(fixture.root().toString());
    fixture.temp.file("root", "x");
    assertThatThrownBy(() -> fixture.againstImage()).isInstanceOf(NotDirectoryException.class);
  }

  @Test
  void listenerThatFails_endsIt() throws IOException {
    fixture.writeImage("f", "g");
    fixture.temp.directory("root");
    List<Difference> heard = new ArrayList<>();
    VerifyOptions options =
        VerifyOptions.builder()
            .listener(
                difference -> {
                  heard.add(difference);
                  throw new IOException("full");
                })
            .build();
    assertThatThrownBy(
            () ->
                TreeVerify.create()
                    .verify(RawPath.of(fixture.root()), RawPath.of(fixture.image()), options))
        .isInstanceOf(IOException.class)
        .hasMessage("full");
    assertThat(heard).hasSize(1);
  }

  @Test
  void fault_isNeverTakenForEquality() throws Exception {
    int cases =
        FaultSweep.over(() -> new EqualTrees(false))
            .errnos(Errno.EIO, Errno.EINTR)
            .without("llistxattr", "listxattr", "flistxattr", "lgetxattr")
            .runAll();
    assertThat(cases).isGreaterThan(80);
    assertThat(FaultSweep.over(() -> new EqualTrees(true)).runAll()).isGreaterThan(50);
  }

  @Test
  void faultOfAttributes_isNeverTakenForEquality() throws Exception {
    FaultSweep.over(() -> new EqualTrees(false))
        .errnos(Errno.EIO, Errno.EINTR)
        .calls("llistxattr", "lgetxattr")
        .runAll();
  }

  /** Equal trees are equal unless a call fails, and then that is told. */
  private static final class EqualTrees implements Scenario {
    private final VerifyFixture fixture = new VerifyFixture();
    private final boolean againstManifest;
    private @Nullable List<String> told;

    EqualTrees(boolean againstManifest) throws IOException {
      this.againstManifest = againstManifest;
      MergeFixture.write(fixture.image("d/e/f"), "contents");
      SampleFiles.attribute(fixture.image("d/e/f"), "user.colour", new byte[] {1});
      Files.createLink(fixture.image("g"), fixture.image("d/e/f"));
      Files.createSymbolicLink(fixture.image("l"), Path.of("d"));
      RichImage.stampAll(fixture.image());
      fixture.copyImage();
      Files.move(fixture.root("d"), fixture.root("real"));
      Files.createSymbolicLink(fixture.root("d"), Path.of("real"));
    }

    @Override
    public void run(Syscalls syscalls) throws IOException {
      Syscalls calls = syscalls.restarting();
      if (againstManifest) {
        ManifestReader manifest =
            ManifestOfTree.reader(
                ManifestWriter::jsonLines, ManifestOfTree.entries(fixture.image()));
        told =
            fixture.run(
                VerifyOptions.builder(),
                (verify, o) -> verify.verifyManifest(RawPath.of(fixture.root()), manifest, o),
                calls);
      } else {
        told =
            fixture.run(
                VerifyOptions.builder(),
                (verify, o) ->
                    verify.verify(RawPath.of(fixture.root()), RawPath.of(fixture.image()), o),
                calls);
      }
    }

    @Override
    public void check(Outcome outcome) {
      boolean isHarmless =
          outcome.fault() == null
              || outcome.fault().errno() == Errno.EINTR
              || outcome.fault().call().equals("close"); // nothing was written
      if (isHarmless) {
        assertThat(outcome.failure()).isNull();
        assertThat(told).isEmpty();
      } else if (outcome.succeeded()) {
        assertThat(told).isNotEmpty().allMatch(line -> line.contains(": UNREADABLE "));
        assertThat(told).anyMatch(line -> line.contains(outcome.fault().errno().name()));
      } else {
        assertThat(outcome.failure()).isInstanceOf(IOException.class);
      }
    }

    @Override
    public void close() {
      fixture.close();
    }
  }
}
