// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/**
 * What the commands share: arguments in bytes, the terminal, words and JSON for what was done, and
 * directories for trials.
 */
@NullMarked
package io.github.movefile.cli.shared;

import org.jspecify.annotations.NullMarked;
