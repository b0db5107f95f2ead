// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of a merged tree, as it is in the root.
 *
 * @param path relative to the root; of a protected file the name that it is meant for
 * @param type what it is
 * @param mode permission bits, 0 to 07777
 * @param uid owner, unsigned 32 bits
 * @param gid group, unsigned 32 bits
 * @param size length of a regular file in bytes, else 0
 * @param mtime time of change
 * @param rdev the device of a device node, as {@link
 *     io.github.movefile.syscalls.FileStat#device(int, int)} makes it, else 0
 * @param link text of a symbolic link
 * @param digests of the contents of a regular file, by JDK name such as {@code "SHA-256"}
 */
public record ManifestEntry(
    RawPath path,
    FileType type,
    int mode,
    int uid,
    int gid,
    long size,
    Timespec mtime,
    long rdev,
    Optional<RawPath> link,
    Map<String, Digest> digests) {}
