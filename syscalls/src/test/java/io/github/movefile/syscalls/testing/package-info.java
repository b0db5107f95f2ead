// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/**
 * What tests of all modules share.
 *
 * <ul>
 *   <li>Over the real system calls, and over one another: {@link
 *       io.github.movefile.syscalls.testing.FaultInjectingSyscalls} fails calls, shortens them, and
 *       runs something right before them; {@link
 *       io.github.movefile.syscalls.testing.RecordingSyscalls} writes them down; {@link
 *       io.github.movefile.syscalls.testing.LeakCheckingSyscalls} finds descriptors that nobody
 *       closed.
 *   <li>{@link io.github.movefile.syscalls.testing.FaultSweep}: a scenario, once for every way in
 *       which one of its calls can fail.
 *   <li>{@link io.github.movefile.syscalls.testing.TempTree}: a directory that is always removed.
 *   <li>{@link io.github.movefile.syscalls.testing.LoopFileSystem}: a mounted file system of a
 *       chosen kind. {@link io.github.movefile.syscalls.testing.FileSystemKind}: what differs from
 *       kind to kind.
 *   <li>{@link io.github.movefile.syscalls.testing.Requirements}: skips aloud what a machine can't
 *       do, and fails in CI.
 *   <li>{@link io.github.movefile.syscalls.testing.Command}, {@link
 *       io.github.movefile.syscalls.testing.JavaProcess}, {@link
 *       io.github.movefile.syscalls.testing.AsUser}: other programs, another JVM, another user.
 * </ul>
 */
@NullMarked
package io.github.movefile.syscalls.testing;

import org.jspecify.annotations.NullMarked;
