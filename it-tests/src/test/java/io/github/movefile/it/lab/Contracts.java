// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * Which tests of the other modules hold on every pair of file systems, as options of JUnit's
 * console launcher. The rest is about one kind of file system, about no file at all, or so heavy
 * that one pair must do.
 */
public enum Contracts implements Selection {
  /** All of them. */
  ALL("filecopy\\.(.*Contract|FdCopy|PathCopy)Test"),

  /**
   * All but those of file-copy, four fifths of the cases: they copy in all four directions, so that
   * a run on one pair is one on the reverse pair too.
   */
  ALL_BUT_COPY();

  private static final List<String> COMMON =
      List.of(
          "it\\.inside\\.PlaceCheck",
          "syscalls\\.(Contents|Directory|InodeFlags|KernelCopy|Openat2?|OwnershipAndTimes)Test",
          "syscalls\\.(Rename|Statx|XattrCalls)Test",
          "xattr\\.(Acl|Capability|SymlinkAttributes|XattrsCopy|XattrsOnDisk)Test",
          "move\\.(Durability|HardLinkCandidates|Options|Result|SameFile|SymlinkRewriting)Test");

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
              "ResultTest#copiedHole_isTold",
              // btrfs lists what was there when the directory was opened (Linux 6.5 and later).
              "OpenatTest#nameOfAnyBytes_.*",
              // tmpfs has no flags S and A.
              "InodeFlagsTest#get_tellsWhatChattrSet",
              // xfs answers EEXIST where others answer ENOTEMPTY.
              "RenameTest#failures_areTyped",
              // xfs stores 14 bits of a major and 18 of a minor number.
              "StatxTest#deviceNumbers_.*")
          + ").*";

  private final String more;

  Contracts(String... more) {
    this.more = String.join("|", more);
  }

  @Override
  public List<String> options() {
    String pattern = String.join("|", COMMON) + (more.isEmpty() ? "" : "|" + more);
    List<String> options = new ArrayList<>(Selection.ofClasses(pattern).options());
    options.add("--exclude-methodname=" + LEFT_OUT);
    return options;
  }
}
