// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is written is read back as it was, byte for byte. */
class ManifestRoundTripTest {
  private static final int MANY = 5_000;

  static byte[] written(Function<OutputStream, ManifestWriter> format, List<ManifestEntry> entries)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ManifestWriter writer = format.apply(out)) {
      for (ManifestEntry entry : entries) {
        writer.write(entry);
      }
    }
    return out.toByteArray();
  }

  static List<ManifestEntry> read(byte[] manifest) throws IOException {
    List<ManifestEntry> entries = new ArrayList<>();
    try (ManifestReader reader = ManifestReader.of(new ByteArrayInputStream(manifest))) {
      Optional<ManifestEntry> entry = reader.next();
      while (entry.isPresent()) {
        entries.add(entry.get());
        entry = reader.next();
      }
    }
    return entries;
  }

  @Test
  void anyEntry_isReadBackFromJsonLines() throws IOException {
    SampleEntries samples = new SampleEntries(7);
    List<ManifestEntry> entries = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      entries.add(samples.any());
    }

    byte[] manifest = written(ManifestWriter::jsonLines, entries);

    assertThat(read(manifest)).isEqualTo(entries);
    assertThat(written(ManifestWriter::jsonLines, entries)).isEqualTo(manifest);
    String text = new String(manifest, StandardCharsets.UTF_8);
    assertThat(text.lines().filter(line -> line.startsWith("{"))).hasSize(MANY + 1);
  }

  @Test
  void anyEntryThatCanBeTold_isReadBackFromContents() throws IOException {
    SampleEntries samples = new SampleEntries(8);
    List<ManifestEntry> entries = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      entries.add(samples.tellable());
    }
    assertThat(read(written(ManifestWriter::contents, entries))).isEqualTo(entries);
  }

  /** Whatever is told, is told rightly; what can't be told is refused. */
  @Test
  void anyLinkText_isReadBackFromContents_orRefused() throws IOException {
    SampleEntries samples = new SampleEntries(9);
    int refused = 0;
    for (int i = 0; i < MANY; i++) {
      ManifestEntry any = samples.any();
      if (any.link().isEmpty()) {
        continue;
      }
      try {
        ManifestEntry back = read(written(ManifestWriter::contents, List.of(any))).get(0);
        assertThat(back.path()).isEqualTo(any.path());
        assertThat(back.link()).isEqualTo(any.link());
      } catch (UntellableEntryException e) {
        assertThat(e.path()).isEqualTo(any.path());
        refused++;
      }
    }
    assertThat(refused).isBetween(100, MANY / 3);
  }

  @Test
  void lineLongerThanAnyBuffer_isReadBack() throws IOException {
    ManifestEntry sample = new SampleEntries(1).tellable();
    ManifestEntry deep =
        new ManifestEntry(
            RawPath.of("d" + "/d".repeat(200_000)),
            FileType.DIRECTORY,
            0,
            0,
            0,
            0,
            new Timespec(0, 0),
            0,
            Optional.empty(),
            Map.of());
    List<ManifestEntry> entries = List.of(sample, deep, sample);
    assertThat(read(written(ManifestWriter::contents, entries))).isEqualTo(entries);
    assertThat(read(written(ManifestWriter::jsonLines, entries))).isEqualTo(entries);
  }
}
