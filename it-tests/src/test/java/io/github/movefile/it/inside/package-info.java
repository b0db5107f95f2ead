// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** What runs in the container only, where Surefire and Failsafe do not find it by its name. */
@NullMarked
package io.github.movefile.it.inside;

import org.jspecify.annotations.NullMarked;
