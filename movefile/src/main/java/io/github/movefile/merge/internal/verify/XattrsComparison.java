// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.verify;

import io.github.movefile.move.internal.Place;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.xattr.XattrDifference;
import io.github.movefile.xattr.XattrException;
import io.github.movefile.xattr.XattrFile;
import io.github.movefile.xattr.XattrFilter;
import io.github.movefile.xattr.XattrPolicy;
import io.github.movefile.xattr.Xattrs;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Compares the extended attributes that travel, ACLs among them. Of one thread. */
final class XattrsComparison {
  /** More of a value isn't shown. */
  private static final int MOST_SHOWN = 32;

  private final VerifySession session;
  private final Xattrs xattrs;

  XattrsComparison(VerifySession session) {
    this.session = session;
    this.xattrs = Xattrs.using(session.calls().xattrs());
  }

  void compare(RawPath path, Place image, Place root) throws IOException {
    XattrFile expected = XattrFile.path(image.withoutDirectory());
    XattrFile found = XattrFile.path(root.withoutDirectory());
    List<XattrDifference> differences;
    try {
      differences = xattrs.compare(expected, found, XattrFilter.NONE);
    } catch (XattrException e) {
      tell(path, expected, e);
      return;
    }
    for (XattrDifference difference : differences) {
      XattrName name = difference.name();
      if (session.options().xattrs().policyOf(name) != XattrPolicy.SKIP) {
        tell(path, expected, found, name);
      }
    }
  }

  private void tell(RawPath path, XattrFile expected, XattrFile found, XattrName name)
      throws IOException {
    String wanted;
    String there;
    try {
      wanted = shown(xattrs.get(expected, name));
      there = shown(xattrs.get(found, name));
    } catch (XattrException e) {
      tell(path, expected, e);
      return;
    }
    session.differ(path, name, wanted, there);
  }

  private void tell(RawPath path, XattrFile expected, XattrException failure) throws IOException {
    IOException reason = new IOException(failure.getReason(), failure);
    if (failure.getFile().equals(expected.name().toString())) {
      session.expectationUnreadable(path, reason);
    } else {
      session.unreadable(path, reason);
    }
  }

  private static String shown(Optional<byte[]> value) {
    if (value.isEmpty()) {
      return "none";
    }
    byte[] bytes = value.get();
    HexFormat hex = HexFormat.of();
    return bytes.length <= MOST_SHOWN
        ? "0x" + hex.formatHex(bytes)
        : "0x"
            + hex.formatHex(Arrays.copyOf(bytes, MOST_SHOWN))
            + "... ("
            + bytes.length
            + " bytes)";
  }
}
