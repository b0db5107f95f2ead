// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/**
 * The command {@code movefile}. {@link io.github.movefile.cli.Main} starts; {@link
 * io.github.movefile.cli.Program} finds the command. {@link io.github.movefile.cli.TrainingRun} is
 * for the launcher, which makes an archive of classes by it.
 */
@NullMarked
package io.github.movefile.cli;

import org.jspecify.annotations.NullMarked;
