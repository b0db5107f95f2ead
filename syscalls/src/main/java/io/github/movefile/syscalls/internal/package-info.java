// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/**
 * How the calls are made: jffi, jnr-posix, layouts of structures, numbers of architectures. Not for
 * others.
 */
@NullMarked
package io.github.movefile.syscalls.internal;

import org.jspecify.annotations.NullMarked;
