// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

/**
 * What fstatfs(2) tells of a file system.
 *
 * @param type its magic number, as in {@code linux/magic.h}
 * @param blockSize bytes a block: {@code f_frsize}, which blocks are counted in, statvfs(3)
 * @param blocks blocks in all
 * @param blocksFree blocks free for an ordinary user
 * @param files inodes in all, 0 where they aren't counted
 * @param filesFree free inodes
 * @param nameMax the longest name in bytes
 */
public record FsStat(
    long type,
    long blockSize,
    long blocks,
    long blocksFree,
    long files,
    long filesFree,
    long nameMax) {}
