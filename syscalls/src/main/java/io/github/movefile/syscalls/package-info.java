// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/**
 * The system calls of Linux that a faithful move needs, and nothing above them: bytes, descriptors
 * and errno. The only module that knows jnr.
 *
 * <ul>
 *   <li>{@link io.github.movefile.syscalls.NativeLayer}: whether there are system calls here at
 *       all; {@link io.github.movefile.syscalls.Syscalls} hands them out.
 *   <li>{@link io.github.movefile.syscalls.PathCalls}, {@link
 *       io.github.movefile.syscalls.DataCalls}, {@link io.github.movefile.syscalls.XattrCalls}: one
 *       method a system call, no policy. Each can be wrapped, which is how faults are injected in
 *       tests.
 *   <li>{@link io.github.movefile.syscalls.Fd}, {@link io.github.movefile.syscalls.RawPath}, {@link
 *       io.github.movefile.syscalls.XattrName}: what is a number or a {@code char *} in C.
 *   <li>{@link io.github.movefile.syscalls.AbsolutePath}: the path from the top, as the kernel
 *       tells it.
 *   <li>{@link io.github.movefile.syscalls.ErrnoException}: the one error, and its translation to
 *       {@code java.nio.file}.
 * </ul>
 */
@NullMarked
package io.github.movefile.syscalls;

import org.jspecify.annotations.NullMarked;
