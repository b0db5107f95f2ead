// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Tests that need rename(2) to answer EXDEV between {@link TempTree#create} and {@link
 * TempTree#onOtherFileSystem}. They are left out by their tag where both are in one directory.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Tag(AcrossFileSystems.TAG)
public @interface AcrossFileSystems {
  /** The tag of JUnit. */
  String TAG = "across-file-systems";
}
