// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.verify;

import io.github.movefile.merge.Attribute;
import io.github.movefile.merge.Difference;
import io.github.movefile.merge.DirectoryLinks;
import io.github.movefile.merge.VerifyOptions;
import io.github.movefile.merge.VerifyReport;
import io.github.movefile.merge.internal.ConfinedTree;
import io.github.movefile.merge.internal.ConfinedTree.Links;
import io.github.movefile.merge.internal.ConfinedTrees;
import io.github.movefile.syscalls.Fd;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.XattrName;
import java.io.IOException;
import java.util.Optional;

/** What the parts of one comparison share; it counts and tells the differences. Of one thread. */
final class VerifySession {
  private final Syscalls calls;
  private final VerifyOptions options;
  private final ConfinedTree rootTree;
  private final RawPath rootPath;
  private long entries;
  private long differences;

  VerifySession(Syscalls calls, VerifyOptions options, Fd root, RawPath rootPath) {
    this.calls = calls;
    this.options = options;
    this.rootTree = ConfinedTrees.of(calls, root);
    this.rootPath = rootPath;
  }

  Syscalls calls() {
    return calls;
  }

  VerifyOptions options() {
    return options;
  }

  ConfinedTree rootTree() {
    return rootTree;
  }

  /** How directories of the root are reached. */
  Links links() {
    return options.directoryLinks() == DirectoryLinks.FOLLOW_INSIDE
        ? Links.FOLLOW_INSIDE
        : Links.REFUSE;
  }

  /** How messages name an entry of the root. */
  RawPath shownInRoot(RawPath path) {
    return rootPath.resolve(path);
  }

  void countEntry() {
    entries++;
  }

  void differ(RawPath path, Attribute attribute, String expected, String found) throws IOException {
    tell(new Difference(path, attribute, Optional.empty(), expected, found));
  }

  void differ(RawPath path, XattrName xattr, String expected, String found) throws IOException {
    tell(new Difference(path, Attribute.XATTR, Optional.of(xattr), expected, found));
  }

  /** The root's entry can't be read. */
  void unreadable(RawPath path, IOException why) throws IOException {
    differ(path, Attribute.UNREADABLE, "", reason(why));
  }

  /** What it should be can't be read. */
  void expectationUnreadable(RawPath path, IOException why) throws IOException {
    differ(path, Attribute.UNREADABLE, reason(why), "");
  }

  private static String reason(IOException why) {
    return String.valueOf(why.getMessage());
  }

  private void tell(Difference difference) throws IOException {
    differences++;
    options.listener().differs(difference);
  }

  VerifyReport report() {
    return new VerifyReport(entries, differences);
  }
}
