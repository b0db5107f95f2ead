// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** What the kernel's file systems do, asserted where MoveFile relies on it. */
@NullMarked
package io.github.movefile.it.inside.facts;

import org.jspecify.annotations.NullMarked;
