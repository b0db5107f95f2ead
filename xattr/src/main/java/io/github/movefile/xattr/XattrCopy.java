// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.XattrCalls;
import io.github.movefile.syscalls.XattrName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One run of {@link Xattrs#copy}. For one thread, once.
 *
 * @param <E> what the transform throws
 */
final class XattrCopy<E extends Exception> {
  private static final XattrFilter ACLS = XattrFilter.of("system.posix_acl_*");

  private final XattrCalls calls;
  private final XattrReader reader;
  private final XattrFile source;
  private final XattrFile target;
  private final XattrRules rules;
  private final XattrTransform<E> transform;
  private final List<XattrName> copied = new ArrayList<>(0);
  private final List<XattrLoss> losses = new ArrayList<>(0);

  XattrCopy(
      XattrCalls calls,
      XattrReader reader,
      XattrFile source,
      XattrFile target,
      XattrRules rules,
      XattrTransform<E> transform) {
    this.calls = calls;
    this.reader = reader;
    this.source = source;
    this.target = target;
    this.rules = rules;
    this.transform = transform;
  }

  XattrCopyResult run() throws XattrException, E {
    List<XattrName> attributes = reader.list(source);
    if (attributes.isEmpty() && !rules.dropsAny()) {
      return XattrCopyResult.NOTHING;
    }
    copy(attributes, false);
    copy(attributes, true);
    if (rules.dropsAny()) {
      dropInherited();
    }
    return new XattrCopyResult(copied, losses);
  }

  /**
   * An ACL that makes a file read-only would refuse user attributes to its owner: ACLs come last.
   */
  private void copy(List<XattrName> attributes, boolean acls) throws XattrException, E {
    for (XattrName attribute : attributes) {
      if (ACLS.matches(attribute) == acls && rules.policyOf(attribute) != XattrPolicy.SKIP) {
        copy(attribute);
      }
    }
  }

  private void copy(XattrName attribute) throws XattrException, E {
    Optional<byte[]> value;
    try {
      value = reader.get(source, attribute);
    } catch (ErrnoException e) {
      failed(source, attribute, e);
      return;
    }
    if (value.isPresent()) {
      set(attribute, transform.apply(attribute, value.get()));
    }
  }

  private void set(XattrName attribute, byte[] value) throws XattrException {
    try {
      target.access().set(calls, attribute, value);
    } catch (ErrnoException e) {
      if (!hasAlready(attribute, value, e)) {
        failed(target, attribute, e);
        return;
      }
    }
    copied.add(attribute);
  }

  /**
   * A security label, for one, may be there before anybody sets it, and must not be set by
   * everybody.
   */
  private boolean hasAlready(XattrName attribute, byte[] value, ErrnoException refusal) {
    try {
      Optional<byte[]> present = reader.get(target, attribute);
      return present.isPresent() && Arrays.equals(present.get(), value);
    } catch (ErrnoException e) {
      refusal.addSuppressed(e);
      return false;
    }
  }

  /** Removes what the target's directory gave, also in the place of an attribute that was lost. */
  private void dropInherited() throws XattrException {
    for (XattrName attribute : reader.list(target)) {
      if (rules.drops(attribute) && !copied.contains(attribute)) {
        drop(attribute);
      }
    }
  }

  private void drop(XattrName attribute) throws XattrException {
    try {
      target.access().remove(calls, attribute);
    } catch (ErrnoException e) {
      if (e.errno() != Errno.ENODATA) {
        failed(target, attribute, e);
      }
    }
  }

  private void failed(XattrFile file, XattrName attribute, ErrnoException e) throws XattrException {
    if (rules.policyOf(attribute) == XattrPolicy.REQUIRE) {
      throw new XattrException(file.name(), attribute, e);
    }
    losses.add(new XattrLoss(attribute, e, file.name()));
  }
}
