// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** How a root is compared with an image or a manifest. Not exported. */
@NullMarked
package io.github.movefile.merge.internal.verify;

import org.jspecify.annotations.NullMarked;
