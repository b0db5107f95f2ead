// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** Real packages, merged one after another into a root, beside a root that GNU cp makes of them. */
@NullMarked
package io.github.movefile.it.inside.packages;

import org.jspecify.annotations.NullMarked;
