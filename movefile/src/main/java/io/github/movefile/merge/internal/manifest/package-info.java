// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** The two formats of a manifest. Not exported. */
@NullMarked
package io.github.movefile.merge.internal.manifest;

import org.jspecify.annotations.NullMarked;
