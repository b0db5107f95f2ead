// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.facts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A test from each of ext4, btrfs and xfs to each other one. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}→{1}")
@CsvSource({"ext4,btrfs", "ext4,xfs", "btrfs,ext4", "btrfs,xfs", "xfs,ext4", "xfs,btrfs"})
@interface OnEachPair {}
