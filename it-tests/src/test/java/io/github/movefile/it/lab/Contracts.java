// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import java.util.List;

/**
 * Which tests of the other modules hold on every pair of file systems, as options of JUnit's
 * console launcher. The rest is about one kind of file system, about no file at all, or so heavy
 * that one pair must do.
 */
public enum Contracts {
  /** All of them. */
  ALL(
      "it\\.inside\\.PlaceCheck",
      ".*ContractTest",
      "filecopy\\.(FdCopy|PathCopy)Test",
      "xattr\\.(Acl|Capability|SymlinkAttributes|XattrsCopy|XattrsOnDisk)Test",
      "syscalls\\.(Contents|Directory|InodeFlags|KernelCopy|Openat2?|OwnershipAndTimes|Rename)Test",
      "syscalls\\.(Statx|XattrCalls)Test");

  /** Methods of these classes that hold on some file systems only, or for root only. */
  private static final String LEFT_OUT =
      ".*("
          + String.join(
              "|",
              // The source takes 60 KiB, as tmpfs does.
              "XattrsCopyTest#valueTooLargeForTheTarget_.*",
              // To an ordinary user the attributes of procfs are denied.
              "XattrsCopyTest#fileSystemWithoutAttributes_.*",
              // What btrfs takes depends on the value that is replaced.
              "XattrsOnDiskTest#largestValue_.*",
              // To a reflink a bind mount is no other file system.
              "KernelCopyTest#ficlone_refusesAnotherFileSystem",
              // btrfs lists what was there when the directory was opened (Linux 6.5 and later).
              "OpenatTest#nameOfAnyBytes_.*",
              // tmpfs has no flags S and A.
              "InodeFlagsTest#get_tellsWhatChattrSet",
              // xfs answers EEXIST where others answer ENOTEMPTY.
              "RenameTest#failures_areTyped",
              // xfs stores 14 bits of a major and 18 of a minor number.
              "StatxTest#deviceNumbers_.*")
          + ").*";

  private static final String ROOT = "io.github.movefile";

  private final String pattern;

  Contracts(String... patterns) {
    this.pattern = "io\\.github\\.movefile\\.(" + String.join("|", patterns) + ")";
  }

  /** Options of the console launcher. */
  List<String> options() {
    return List.of(
        "--select-package=" + ROOT,
        "--include-classname=" + pattern,
        "--exclude-methodname=" + LEFT_OUT);
  }
}
