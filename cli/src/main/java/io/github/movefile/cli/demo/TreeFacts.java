// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.demo;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.DirectoryEntry;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.xattr.XattrFile;
import io.github.movefile.xattr.XattrPolicy;
import io.github.movefile.xattr.XattrRules;
import io.github.movefile.xattr.Xattrs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A record of a tree: every attribute of every entry as text, so that any two can be compared. */
final class TreeFacts {
  /** What a link says; absolute ones into the image are rewritten by the merge. */
  static final String LINK_TEXT = "link text";

  private final Syscalls calls;
  private final Xattrs xattrs;
  private final RawPath top;
  private final Map<RawPath, Map<String, String>> entries = new LinkedHashMap<>();
  private final Map<List<Long>, RawPath> firstNames = new HashMap<>();
  private final Map<FileType, Integer> types = new HashMap<>();
  private long length;
  private long allocated;

  private TreeFacts(Syscalls calls, RawPath top) {
    this.calls = calls;
    this.xattrs = Xattrs.using(calls.xattrs());
    this.top = top;
  }

  /**
   * Records what is below a directory.
   *
   * @param calls the system calls
   * @param top the directory, which isn't recorded itself
   * @return a record
   */
  static TreeFacts of(Syscalls calls, RawPath top) throws IOException {
    TreeFacts facts = new TreeFacts(calls, top);
    facts.walk(RawPath.of(""));
    return facts;
  }

  /** By path relative to the top: names and values of attributes. */
  Map<RawPath, Map<String, String>> entries() {
    return entries;
  }

  int count(FileType type) {
    return types.getOrDefault(type, 0);
  }

  /** Sum of the lengths of all regular files, in bytes; hard links count once. */
  long length() {
    return length;
  }

  /** Bytes in blocks of all regular files. */
  long allocated() {
    return allocated;
  }

  private void walk(RawPath relative) throws IOException {
    for (RawPath name : names(top.resolve(relative))) {
      RawPath path = relative.resolve(name);
      FileStat stat = calls.paths().statx(Fd.CWD, top.resolve(path), AtFlags.SYMLINK_NOFOLLOW);
      record(path, stat);
      if (stat.isDirectory()) {
        walk(path);
      }
    }
  }

  private List<RawPath> names(RawPath directory) throws IOException {
    OpenFlags flags = OpenFlags.READ_ONLY.with(OpenFlags.DIRECTORY);
    List<RawPath> names = new ArrayList<>();
    try (Fd fd = calls.paths().openat(Fd.CWD, directory, flags, 0)) {
      for (List<DirectoryEntry> some = calls.paths().getdents64(fd);
          !some.isEmpty();
          some = calls.paths().getdents64(fd)) {
        some.forEach(entry -> names.add(entry.name()));
      }
    }
    // Hard links are told by the name that comes first, so that the order has to be the same.
    names.sort(Comparator.comparing(RawPath::unsafeBytes, java.util.Arrays::compareUnsigned));
    return names;
  }

  private void record(RawPath path, FileStat stat) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    entries.put(path, facts);
    types.merge(stat.type(), 1, Integer::sum);
    facts.put("type", stat.type().name());
    facts.put("mode", Integer.toOctalString(stat.permissions()));
    facts.put("owner", Integer.toUnsignedString(stat.uid()));
    facts.put("group", Integer.toUnsignedString(stat.gid()));
    facts.put("mtime", stat.mtime().seconds() + "." + (1_000_000_000 + stat.mtime().nanos()));
    switch (stat.type()) {
      case REGULAR -> recordFile(path, stat, facts);
      case SYMLINK ->
          facts.put(LINK_TEXT, calls.paths().readlinkat(Fd.CWD, top.resolve(path)).quoted());
      case CHARACTER_DEVICE, BLOCK_DEVICE ->
          facts.put("device", FileStat.major(stat.rdev()) + ":" + FileStat.minor(stat.rdev()));
      default -> {}
    }
    recordAttributes(path, facts);
  }

  private void recordFile(RawPath path, FileStat stat, Map<String, String> facts)
      throws IOException {
    RawPath first = firstNames.putIfAbsent(List.of(stat.dev(), stat.ino()), path);
    facts.put("links", stat.nlink() + (first == null ? "" : " with " + first.quoted()));
    facts.put("size", Long.toString(stat.size()));
    if (first == null) {
      length += stat.size();
      allocated += stat.blocks() * 512;
    }
    FileContents contents = FileContents.of(calls, top.resolve(path), stat);
    facts.put("contents", contents.sha256());
    facts.put("holes", contents.holes());
  }

  private void recordAttributes(RawPath path, Map<String, String> facts) throws IOException {
    XattrFile file = XattrFile.path(top.resolve(path));
    for (XattrName name : xattrs.list(file)) {
      if (XattrRules.defaults().policyOf(name) != XattrPolicy.SKIP) {
        Optional<byte[]> value = xattrs.get(file, name);
        facts.put("attribute " + name, value.map(FileContents::hex).orElse("(gone)"));
      }
    }
  }
}
