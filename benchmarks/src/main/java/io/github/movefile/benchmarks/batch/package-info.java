// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** A client of {@code movefile batch}, which docs/batch.md describes, with a clock. */
@NullMarked
package io.github.movefile.benchmarks.batch;

import org.jspecify.annotations.NullMarked;
