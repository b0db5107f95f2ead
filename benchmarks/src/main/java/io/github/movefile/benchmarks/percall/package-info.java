// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** What single calls cost, by JMH. */
@NullMarked
package io.github.movefile.benchmarks.percall;

import org.jspecify.annotations.NullMarked;
