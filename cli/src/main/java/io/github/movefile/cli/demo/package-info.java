// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/** {@code movefile demo}: makes an image, merges it, and compares every attribute. */
@NullMarked
package io.github.movefile.cli.demo;

import org.jspecify.annotations.NullMarked;
