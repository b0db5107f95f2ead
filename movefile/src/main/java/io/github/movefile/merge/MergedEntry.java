// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.move.MoveResult;
import java.util.Optional;

/**
 * What was done with one entry.
 *
 * @param planned what was to be done
 * @param result how a file came to its place; empty for directories and what was left alone
 * @param manifest what the root has now; empty for what was skipped
 */
public record MergedEntry(
    PlannedEntry planned, Optional<MoveResult> result, Optional<ManifestEntry> manifest) {}
