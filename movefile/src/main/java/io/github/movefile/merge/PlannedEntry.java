// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;

/**
 * What is done, or would be, with one entry of the image.
 *
 * @param path the entry, relative to image and root
 * @param target where it goes, relative to the root: {@code path}, but for a protected file
 * @param type what it is
 * @param action what is done
 * @param reason why
 * @param method how it is expected to get there
 * @param bytes length of a regular file that has to be copied or renamed, else 0
 */
public record PlannedEntry(
    RawPath path,
    RawPath target,
    FileType type,
    PlannedAction action,
    PlanReason reason,
    ExpectedMethod method,
    long bytes) {}
