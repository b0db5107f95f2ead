// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

/**
 * An entry of a directory, {@code struct linux_dirent64} of getdents64(2).
 *
 * @param name one component
 * @param ino inode number
 * @param type its type, {@link FileType#UNKNOWN} where the file system doesn't tell
 */
public record DirectoryEntry(RawPath name, long ino, FileType type) {}
