// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveFailure;
import io.github.movefile.move.MoveState;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names of pending updates that an image has by another path than the protected file: the links
 * {@code a} and {@code link} of the root lead to {@code etc}.
 */
class TransactionUpdateNamesTest {
  @AutoClose private final MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM);
  private String protects = "/etc";
  private Atomicity atomicity = Atomicity.TRANSACTION;

  @BeforeEach
  void makeRoot() throws IOException {
    write(fixture.root("etc/conf"), "mine");
    Files.createSymbolicLink(fixture.root("a"), Path.of("etc"));
    Files.createSymbolicLink(fixture.root("link"), Path.of("etc"));
  }

  private MergeOptions.Builder options() {
    return MergeOptions.builder()
        .protection(ConfigProtection.parse(protects, ""))
        .atomicity(atomicity)
        .workers(1);
  }

  private MergePlan plan(PlanListener listener) throws IOException {
    RawPath image = RawPath.of(fixture.image());
    return TreeMerge.create().plan(image, RawPath.of(fixture.root()), options().build(), listener);
  }

  /** Merges as planned. */
  private void merge() throws IOException {
    List<String> planned = new ArrayList<>();
    List<String> merged = new ArrayList<>();
    assertThat(plan(entry -> planned.add(shown(entry))).refusal()).isEmpty();
    MergeListener listener =
        new MergeListener() {
          @Override
          public void merged(MergedEntry entry) {
            merged.add(shown(entry.planned()));
          }
        };
    MergeOptions options = options().listener(listener).build();
    TreeMerge.create().merge(fixture.image(), fixture.root(), options);
    assertThat(merged).isEqualTo(planned);
    fixture.assertImageIsEmpty();
    fixture.assertNoTemps();
  }

  private static String shown(PlannedEntry entry) {
    return entry.path() + " " + entry.action() + " " + entry.target();
  }

  private Map<String, String> etc() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(fixture.root("etc"))) {
      for (Path file : all.toList()) {
        boolean isDirectory = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
        files.put(file.getFileName().toString(), isDirectory ? "/" : Files.readString(file));
      }
    }
    return files;
  }

  @Test
  void directoryOfTheNameOfAnUpdate_isRefusedBefore_andPlannedSo() throws IOException {
    write(fixture.image("etc/conf"), "new");
    write(fixture.image("link/._cfg0000_conf/x"), "x");
    fixture.stamp();
    TreeRecord before = TreeRecord.of(fixture.root());
    MoveException planned = plan(PlanListener.NONE).refusal().orElseThrow();
    MoveException failure =
        catchThrowableOfType(
            MoveException.class,
            () -> TreeMerge.create().merge(fixture.image(), fixture.root(), options().build()));
    assertThat(failure).hasMessage(planned.getMessage());
    assertThat(failure.failure()).isEqualTo(MoveFailure.SAME_TARGET);
    assertThat(failure.state()).isEqualTo(MoveState.UNCHANGED);
    assertThat(failure.source()).isEqualTo(RawPath.of(fixture.image("link/._cfg0000_conf")));
    assertThat(failure.getReason())
        .isEqualTo(
            "'%s' and '%s' (the update of '%s') are one name: a transaction takes one"
                .formatted(
                    fixture.root("link/._cfg0000_conf"),
                    fixture.root("etc/._cfg0000_conf"),
                    fixture.root("etc/conf")));
    assertThat(TreeRecord.of(fixture.root()).differencesTo(before)).isEmpty();
    assertThat(fixture.image("etc/conf")).hasContent("new");
    assertThat(fixture.image("link/._cfg0000_conf/x")).hasContent("x");
  }

  @ParameterizedTest
  @EnumSource
  void updateAfterADirectoryOfItsName_getsTheNextNumber(Atomicity value) throws IOException {
    atomicity = value;
    protects = "/link";
    write(fixture.image("a/._cfg0000_conf/x"), "x");
    write(fixture.image("link/conf"), "new");
    merge();
    assertThat(etc())
        .isEqualTo(Map.of("conf", "mine", "._cfg0000_conf", "/", "._cfg0001_conf", "new"));
  }

  /** A name is given once to a file, but a directory may come again. */
  @Test
  void directoryOfANameOfAnUpdate_byTwoPaths_isOne() throws IOException {
    write(fixture.image("a/._cfg0000_conf/x"), "x");
    write(fixture.image("link/._cfg0000_conf/y"), "y");
    merge();
    assertThat(fixture.root("etc/._cfg0000_conf/x")).hasContent("x");
    assertThat(fixture.root("etc/._cfg0000_conf/y")).hasContent("y");
  }

  /** Both would take the place of the one that is pending, as its hard links. */
  @ParameterizedTest
  @ValueSource(strings = {"/etc", "/link"})
  void hardLinkOfAnUpdate_thatTheImageBringsItself(String protectedPath) throws IOException {
    protects = protectedPath;
    write(fixture.root("etc/._cfg0000_conf"), "new");
    boolean updateFirst = protectedPath.equals("/etc");
    Path update = write(fixture.image(updateFirst ? "etc/conf" : "link/conf"), "new");
    Path brought = fixture.image(updateFirst ? "link/._cfg0000_conf" : "a/._cfg0000_conf");
    Files.createLink(Files.createDirectory(brought.getParent()).resolve("._cfg0000_conf"), update);
    merge();
    String other = updateFirst ? "._cfg0000_._cfg0000_conf" : "._cfg0001_conf";
    assertThat(etc()).isEqualTo(Map.of("conf", "mine", "._cfg0000_conf", "new", other, "new"));
    assertThat(Files.isSameFile(fixture.root("etc/._cfg0000_conf"), fixture.root("etc/" + other)))
        .isTrue();
  }

  /** What is pending is replaced, so that it is no reason to leave out an update like it. */
  @ParameterizedTest
  @EnumSource
  void updateLikeThePendingOne_thatTheImageReplaces_isNotLost(Atomicity value) throws IOException {
    atomicity = value;
    protects = "/link";
    write(fixture.root("etc/._cfg0000_conf"), "new");
    write(fixture.image("etc/._cfg0000_conf"), "the image's");
    write(fixture.image("link/conf"), "new");
    merge();
    assertThat(etc())
        .isEqualTo(
            Map.of("conf", "mine", "._cfg0000_conf", "the image's", "._cfg0001_conf", "new"));
  }
}
