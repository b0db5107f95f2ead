// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/**
 * Copies the contents of one file to another, in the kernel wherever the kernel can, and never
 * gives up while a plainer way is left.
 *
 * <ul>
 *   <li>{@link io.github.movefile.filecopy.FileCopy}: the service, on paths or on open files.
 *   <li>{@link io.github.movefile.filecopy.CopyOptions}: what may be chosen; the defaults are right
 *       for most.
 *   <li>{@link io.github.movefile.filecopy.CopyResult}: what was done, by which {@link
 *       io.github.movefile.filecopy.CopyMethod}, and as {@link
 *       io.github.movefile.filecopy.MethodRefusal}s why not by a faster one.
 *   <li>{@link io.github.movefile.filecopy.FileDigest}, {@link
 *       io.github.movefile.filecopy.ContentComparison}: digests of a file that isn't copied, and
 *       whether two are equal.
 *   <li>{@link io.github.movefile.filecopy.LeaseBreak}: opens a file for any of these.
 *   <li>{@link io.github.movefile.filecopy.FileCopyException}, {@link
 *       io.github.movefile.filecopy.CopyCancelledException}: the two ways in which copying fails. A
 *       copy from name to name also throws {@link java.nio.file.FileSystemException}s where it
 *       can't open or make a file, and an {@link java.io.IOException} of the portable way; one of
 *       open files {@link java.lang.IllegalArgumentException} for a source that is no regular file,
 *       and {@link java.lang.UnsupportedOperationException} where there are no system calls.
 * </ul>
 *
 * <p>Contents only: owner, mode, times and attributes are the business of others.
 */
@NullMarked
package io.github.movefile.filecopy;

import org.jspecify.annotations.NullMarked;
