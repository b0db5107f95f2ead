// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.transactions;

/**
 * What became of a recovery.
 *
 * @param outcome old, new, or what it must not be
 * @param failure empty for old and new
 */
record Verdict(String outcome, String failure) {}
