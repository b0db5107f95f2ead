// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.testing.TempTree;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** From samples to a table and a chart. */
class MarkdownReportTest {
  private static final List<Sample> SAMPLES =
      List.of(
          Sample.today("W1 ext4→xfs", "MoveFile", 1, 1.0, Map.of(), List.of()),
          Sample.today("W1 ext4→xfs", "mv", 1, 3.0, Map.of(), List.of()),
          Sample.today("W1 ext4→xfs", "MoveFile", 2, 2.0, Map.of(), List.of()),
          Sample.today("W1 ext4→xfs", "mv", 2, 3.0, Map.of(), List.of("mtime (2)")));

  @AutoClose private final TempTree temp = TempTree.create();

  @Test
  void table_hasMediansQuartilesRatiosAndLosses() {
    String text =
        new MarkdownReport(Map.of("W1 ext4→xfs", "About it."))
            .render(Comparison.of(SAMPLES), List.of("kernel: x"), "performance");

    assertThat(text)
        .contains(
            """
            ## W1 ext4→xfs

            About it.

            ![W1 ext4→xfs](performance/w1-ext4-xfs.svg)

            | who | median, s | quartiles | rounds | ratio | lost |
            |---|--:|--:|--:|--:|---|
            | MoveFile | 1.500 | 1.250–1.750 | 2 | 1.00 |  |
            | mv | 3.000 | 3.000–3.000 | 2 | 2.00 | mtime (2) |
            """)
        .contains("- kernel: x\n");
  }

  @Test
  void days_areTold_alsoIfSomeAreUnknown() {
    List<Sample> samples =
        List.of(
            new Sample("2026-02-28", "W1", "MoveFile", 1, 1.0, Map.of(), List.of()),
            new Sample("2026-02-27", "W1", "mv", 1, 1.0, Map.of(), List.of()),
            new Sample("2026-02-28", "W1", "mv", 2, 1.0, Map.of(), List.of()),
            new Sample("", "W2", "mv", 1, 1.0, Map.of(), List.of()),
            new Sample("2026-02-28", "W2", "MoveFile", 1, 1.0, Map.of(), List.of()));

    assertThat(new MarkdownReport(Map.of()).render(Comparison.of(samples), List.of(), ""))
        .contains("\nMeasured on 2026-02-27, 2026-02-28.\n\n## W2")
        .contains("\nMeasured on days that were not written down, 2026-02-28.\n\n## Where");
  }

  @Test
  void figures_areColumns() {
    List<Sample> samples =
        List.of(
            Sample.today("W8", "MoveFile", 1, 0.002, Map.of("requests/s", 12_345.6), List.of()),
            Sample.today("W8", "MoveFile", 2, 0.002, Map.of("requests/s", 12_346.6), List.of()),
            Sample.today("W8", "other", 1, 0.004, Map.of("p99, µs", 3.456), List.of()));

    assertThat(new MarkdownReport(Map.of()).render(Comparison.of(samples), List.of(), ""))
        .contains(
            """
            | who | median, ms | quartiles | rounds | ratio | requests/s | p99, µs | lost |
            |---|--:|--:|--:|--:|--:|--:|---|
            | MoveFile | 2.00 | 2.00–2.00 | 2 | 1.00 | 12,346 |  |  |
            | other | 4.00 | 4.00–4.00 | 1 | 2.00 |  | 3.46 |  |
            """);
  }

  /** The first is the one that the others are compared with, if none is MoveFile alone. */
  @Test
  void peers_haveTheOrderOfTheWorkload() {
    List<Sample> samples =
        List.of(
            Sample.today("W8", "new", 1, 9.0, Map.of(), List.of()),
            Sample.today("W8", "loop", 1, 1.0, Map.of(), List.of()),
            Sample.today("W8", "MoveFile, 64", 1, 2.0, Map.of(), List.of()));
    Comparison comparison =
        Comparison.of(samples).get(0).inOrderOf(List.of("MoveFile, 64", "loop"));

    assertThat(comparison.rows())
        .extracting(Comparison.Row::peer)
        .containsExactly("MoveFile, 64", "loop", "new");
    assertThat(comparison.reference().peer()).isEqualTo("MoveFile, 64");
  }

  /** However soon that was: it would pull the median down. */
  @Test
  void roundThatBrokeOff_hasNoTime() throws Exception {
    List<Sample> samples =
        List.of(
            Sample.today("W1", "MoveFile", 1, 2.0, Map.of(), List.of()),
            Sample.today("W1", "some", 1, 4.0, Map.of(), List.of()),
            Sample.today("W1", "some", 2, 0.1, Map.of(), List.of("failed with exit status 1")),
            Sample.today("W1", "none", 1, 0.1, Map.of(), List.of("failed with exit status 2")));
    List<Comparison> comparisons = Comparison.of(samples);

    assertThat(new MarkdownReport(Map.of()).render(comparisons, List.of(), ""))
        .contains(
            """
            | MoveFile | 2.000 | 2.000–2.000 | 1 | 1.00 |  |
            | some | 4.000 | 4.000–4.000 | 1 | 2.00 | failed with exit status 1 |
            | none | – | – | 0 | – | failed with exit status 2 |
            """);
    BarChart.write(comparisons.get(0), temp.path());
    assertThat(temp.path("w1.svg")).exists();
  }

  @Test
  void scaling_isToldPerFile() {
    List<Sample> samples =
        List.of(
            Sample.today("W6 tmpfs→ext4 20,000", "MoveFile", 1, 1.0, Map.of(), List.of()),
            Sample.today("W6 tmpfs→ext4 1,000,000", "MoveFile", 1, 55.0, Map.of(), List.of()));

    assertThat(new MarkdownReport(Map.of()).render(Comparison.of(samples), List.of(), ""))
        .contains("\n50.0 µs a file.\n")
        .contains("\n55.0 µs a file: 1.10 times as long as with 20,000 files.\n");
  }

  @Test
  void sampleWithFigures_comesBackFromItsFile() throws Exception {
    Sample sample = Sample.today("W8", "MoveFile", 1, 1.5, Map.of("p99, µs", 3.25), List.of());
    SampleFile file = new SampleFile(temp.path("samples"));

    file.append(sample);

    assertThat(file.read()).containsExactly(sample);
  }

  @Test
  void samples_comeBackFromTheirFile() throws Exception {
    SampleFile file = new SampleFile(temp.path("samples"));
    for (Sample sample : SAMPLES) {
      file.append(sample);
    }

    assertThat(file.read()).isEqualTo(SAMPLES);
  }

  @Test
  void chart_hasABarForEachPeer() throws Exception {
    BarChart.write(Comparison.of(SAMPLES).get(0), temp.path());

    // Letters are drawn as outlines: the colour tells a bar.
    assertThat(Files.readString(temp.path("w1-ext4-xfs.svg")))
        .startsWith("<?xml")
        .contains("<svg")
        .containsPattern("(?s)fill:rgb\\(43,108,176\\).*fill:rgb\\(43,108,176\\)");
  }
}
