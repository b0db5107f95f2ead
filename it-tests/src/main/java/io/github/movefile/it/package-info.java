// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/**
 * Tests that need all modules at once, or real file systems: the arrows between the modules, and
 * moves between file systems as root.
 */
@NullMarked
package io.github.movefile.it;

import org.jspecify.annotations.NullMarked;
