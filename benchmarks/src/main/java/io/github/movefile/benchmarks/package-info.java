// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** Measurements, run by hand: no build depends on their figures. */
@NullMarked
package io.github.movefile.benchmarks;

import org.jspecify.annotations.NullMarked;
