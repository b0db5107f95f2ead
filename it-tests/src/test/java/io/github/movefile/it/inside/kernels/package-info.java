// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** What MoveFile makes of kernels that are old, or that refuse system calls by a seccomp filter. */
@NullMarked
package io.github.movefile.it.inside.kernels;

import org.jspecify.annotations.NullMarked;
