// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/**
 * How one file is moved. {@code MoveEngine} looks once ({@code FileFacts}) and asks the strategies
 * in turn; {@code PendingTarget} is the one class that makes, publishes and discards temps; {@code
 * Metadata} keeps the order in which metadata is set; {@code Failures} turns what went wrong into
 * the public error.
 */
@NullMarked
package io.github.movefile.move.internal;

import org.jspecify.annotations.NullMarked;
