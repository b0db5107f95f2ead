// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** The command {@code movefile}. */
module io.github.movefile.cli {
  requires static org.jspecify;
  requires com.grack.nanojson;
  requires info.picocli;
  requires io.github.movefile;
  requires me.tongfei.progressbar;
}
