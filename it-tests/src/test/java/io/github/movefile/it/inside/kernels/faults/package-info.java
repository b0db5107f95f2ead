// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/**
 * The command itself under strace(1), which lets system calls fail, return nothing, or never come
 * back.
 */
@NullMarked
package io.github.movefile.it.inside.kernels.faults;

import org.jspecify.annotations.NullMarked;
