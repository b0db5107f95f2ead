// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** What others do with a tree in Java, a program each. */
@NullMarked
package io.github.movefile.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
