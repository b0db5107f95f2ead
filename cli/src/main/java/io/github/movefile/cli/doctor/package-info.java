// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** {@code movefile doctor}: what file systems can do, found out by trying. */
@NullMarked
package io.github.movefile.cli.doctor;

import org.jspecify.annotations.NullMarked;
