// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** How file-copy does it; not for use from outside. */
@NullMarked
package io.github.movefile.filecopy.internal;

import org.jspecify.annotations.NullMarked;
