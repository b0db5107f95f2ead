// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/**
 * What happens where there is no more: of space, of inodes, of quota, of the device, of bytes in a
 * name, and of time between two processes. Each file system is an image of its own.
 */
@NullMarked
package io.github.movefile.it.inside.limits;

import org.jspecify.annotations.NullMarked;
