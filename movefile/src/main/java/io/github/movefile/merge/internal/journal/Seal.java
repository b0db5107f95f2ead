// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

/**
 * What identifies a complete file.
 *
 * @param length of all of it, in bytes
 * @param checksum CRC-32C of all of it
 */
public record Seal(long length, int checksum) {}
