// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.syscalls.RawPath;

/**
 * A file of a command that takes several.
 *
 * @param source its path
 * @param target its new path
 */
record FilePair(RawPath source, RawPath target) {}
