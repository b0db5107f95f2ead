// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.CategoryStyler;

/** Draws the medians of one workload as bars with the quartiles as error bars, into an SVG file. */
final class BarChart {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 420;

  private BarChart() {}

  /** Of ASCII letters, digits and hyphens. */
  static String fileName(String workload) {
    return workload.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".svg";
  }

  /** Draws into a file of that name. */
  static void write(Comparison comparison, Path directory) throws IOException {
    TimeScale scale = TimeScale.of(comparison);
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(comparison.workload())
            .yAxisTitle("median, " + scale.unit())
            .build();
    style(chart.getStyler());
    List<Comparison.Row> rows =
        comparison.rows().stream().filter(row -> row.times().isPresent()).toList();
    List<SampleStatistics> times = rows.stream().flatMap(row -> row.times().stream()).toList();
    chart.addSeries(
        "time",
        rows.stream().map(BarChart::label).toList(),
        times.stream().map(each -> scale.of(each.median())).toList(),
        times.stream().map(each -> scale.of(spread(each))).toList());
    VectorGraphicsEncoder.saveVectorGraphic(
        chart,
        directory.resolve(fileName(comparison.workload())).toString(),
        VectorGraphicsFormat.SVG);
  }

  private static String label(Comparison.Row row) {
    return row.losses().isEmpty() ? row.peer() : row.peer() + " (loses)";
  }

  private static double spread(SampleStatistics times) {
    return (times.upperQuartile() - times.lowerQuartile()) / 2;
  }

  private static void style(CategoryStyler styler) {
    styler.setLegendVisible(false);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotGridLinesVisible(false);
    styler.setXAxisLabelRotation(30);
    styler.setAvailableSpaceFill(0.6);
    styler.setYAxisMin(0.0);
    styler.setYAxisDecimalPattern("0.0");
    styler.setSeriesColors(new Color[] {new Color(0x2b, 0x6c, 0xb0)});
  }
}
