// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/**
 * A laboratory in a container, with real file systems on loop devices, and the means to run the
 * tests of the other modules in it.
 *
 * <ul>
 *   <li>{@link io.github.movefile.it.lab.Lab}: the container with its mounts.
 *   <li>{@link io.github.movefile.it.lab.Pair}: where a run has its sources and its targets.
 *   <li>{@link io.github.movefile.it.lab.InsideRun}: runs tests in the container, as a user, with a
 *       Java runtime.
 *   <li>{@link io.github.movefile.it.lab.Engine}: what is said and done where there is no engine.
 * </ul>
 */
@NullMarked
package io.github.movefile.it.lab;

import org.jspecify.annotations.NullMarked;
