// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy.internal;

/**
 * A range of a file that holds data.
 *
 * @param start offset of its first byte
 * @param end offset behind its last byte
 * @param last whether nothing but the end of the file is expected behind it
 */
record Extent(long start, long end, boolean last) {}
