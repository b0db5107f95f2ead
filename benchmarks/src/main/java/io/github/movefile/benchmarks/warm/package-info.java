// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** How a program that is running already is asked to do its work once more, and to time itself. */
@NullMarked
package io.github.movefile.benchmarks.warm;

import org.jspecify.annotations.NullMarked;
