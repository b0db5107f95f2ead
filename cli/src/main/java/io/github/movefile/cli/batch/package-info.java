// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/**
 * {@code movefile batch}: requests in JSON, one a line, each answered by one line. {@link
 * io.github.movefile.cli.batch.BatchCommand} is the command; the protocol is in docs/batch.md.
 */
@NullMarked
package io.github.movefile.cli.batch;

import org.jspecify.annotations.NullMarked;
