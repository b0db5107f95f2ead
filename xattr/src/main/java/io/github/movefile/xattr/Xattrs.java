// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.NativeAbsentException;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.XattrCalls;
import io.github.movefile.syscalls.XattrName;
import java.util.List;
import java.util.Optional;

/**
 * Lists, gets, sets, removes, copies and compares extended attributes.
 *
 * <p>Thread-safe; one instance serves all threads. Each list and each value takes one system call,
 * but for those over 4 KiB, which take two or three: ERANGE is answered with a larger buffer, up to
 * the kernel's 64 KiB (65,536 bytes, {@code XATTR_SIZE_MAX} and {@code XATTR_LIST_MAX}). Beyond
 * that it is an error.
 */
public final class Xattrs {
  private final XattrCalls calls;
  private final XattrReader reader;

  private Xattrs(XattrCalls calls) {
    this.calls = calls;
    this.reader = new XattrReader(calls);
  }

  /**
   * Over the system calls of this process.
   *
   * @return a new service
   * @throws NativeAbsentException where there are none
   */
  public static Xattrs create() {
    return using(Syscalls.system().xattrs());
  }

  /**
   * Over given system calls.
   *
   * @param calls restarting after EINTR, as those of {@link Syscalls#restarting()} are
   * @return a new service
   */
  public static Xattrs using(XattrCalls calls) {
    return new Xattrs(calls);
  }

  /**
   * Lists the attributes that this process is shown.
   *
   * @param file the file
   * @return names in the kernel's order, unmodifiable; empty where attributes aren't supported
   *     (EOPNOTSUPP, ENOSYS)
   * @throws XattrException if it fails, without an attribute's name: E2BIG for names of more than
   *     64 KiB in all, which no program can list
   */
  public List<XattrName> list(XattrFile file) throws XattrException {
    return reader.list(file);
  }

  /**
   * Gets a value.
   *
   * @param file the file
   * @param attribute which
   * @return the value, of 0 to 65,536 bytes; empty if there is no such attribute (ENODATA) or none
   *     of its namespace can be on this file (EOPNOTSUPP)
   * @throws XattrException if it fails
   */
  public Optional<byte[]> get(XattrFile file, XattrName attribute) throws XattrException {
    try {
      return reader.get(file, attribute);
    } catch (ErrnoException e) {
      if (Unsupported.forAttribute(e)) {
        return Optional.empty();
      }
      throw new XattrException(file.name(), attribute, e);
    }
  }

  /**
   * Sets a value, whether there was one or not. The kernel replaces it as a whole: a reader sees
   * the old or the new one.
   *
   * @param file the file
   * @param attribute which
   * @param value 0 to 65,536 bytes; ext4 takes no more than what is left of one block
   * @throws XattrException if it fails, with the old value, if any, still there: EOPNOTSUPP where
   *     the file system or the namespace has none, EPERM for {@code user.*} on anything but regular
   *     files and directories, EACCES for {@code user.*} on a file whose mode denies writing,
   *     ENOSPC, EDQUOT, E2BIG, ERANGE for a name of more than 255 bytes
   */
  public void set(XattrFile file, XattrName attribute, byte[] value) throws XattrException {
    try {
      file.access().set(calls, attribute, value);
    } catch (ErrnoException e) {
      throw new XattrException(file.name(), attribute, e);
    }
  }

  /**
   * Removes an attribute.
   *
   * @param file the file
   * @param attribute which
   * @return true if it was removed; false if there was none (ENODATA), or none of its namespace can
   *     be on this file (EOPNOTSUPP)
   * @throws XattrException if it fails, with the attribute still there
   */
  public boolean remove(XattrFile file, XattrName attribute) throws XattrException {
    try {
      file.access().remove(calls, attribute);
      return true;
    } catch (ErrnoException e) {
      if (e.errno() == Errno.ENODATA || Unsupported.forAttribute(e)) {
        return false;
      }
      throw new XattrException(file.name(), attribute, e);
    }
  }

  /**
   * Copies attributes by rules. What the target has beside them stays, but for what {@link
   * XattrRules.Builder#dropInherited} removes. A copy of n attributes costs one list and n gets of
   * the source, n sets and, unless nothing is to be dropped, one list of the target.
   *
   * <p>Outcomes for an attribute of the source:
   *
   * <ul>
   *   <li>set on the target, or refused while the target has the same value already: it is among
   *       the copied;
   *   <li>left out by {@link XattrPolicy#SKIP} or an exclusion, or gone before it could be read: it
   *       isn't mentioned;
   *   <li>not readable or not settable: a loss under {@link XattrPolicy#TRY}, an exception under
   *       {@link XattrPolicy#REQUIRE}.
   * </ul>
   *
   * <p>Capabilities and {@code user.*} ask for an order around this: chown(2) drops capabilities,
   * so the owner comes before; and {@code user.*} can be set only while the mode lets this process
   * write, also through a descriptor that is open for writing, so a mode without {@code w} comes
   * after.
   *
   * @param source where attributes come from; one without support for attributes has none
   * @param target where they go
   * @param rules what to leave out, to require and to drop
   * @return what was copied and what was lost
   * @throws XattrException if a list fails, or what was required did. The copy ends there:
   *     attributes set before it stay on the target, and inherited ones may.
   */
  public XattrCopyResult copy(XattrFile source, XattrFile target, XattrRules rules)
      throws XattrException {
    XattrTransform<XattrException> asItIs = (attribute, value) -> value;
    return copy(source, target, rules, asItIs);
  }

  /**
   * As {@link #copy(XattrFile, XattrFile, XattrRules)}, with values that change on the way.
   *
   * @param <E> what the transform throws
   * @param source where attributes come from
   * @param target where they go
   * @param rules what to leave out, to require and to drop
   * @param transform asked of each attribute that is about to be set
   * @return what was copied and what was lost
   * @throws XattrException as there
   * @throws E from the transform: attributes set before stay on the target
   */
  public <E extends Exception> XattrCopyResult copy(
      XattrFile source, XattrFile target, XattrRules rules, XattrTransform<E> transform)
      throws XattrException, E {
    return new XattrCopy<>(calls, reader, source, target, rules, transform).run();
  }

  /**
   * Compares the attributes of two files by name and value. Of an attribute that goes away
   * meanwhile it is as if it had never been there.
   *
   * @param a the first
   * @param b the second
   * @param excluded what not to look at
   * @return what differs, ordered by name; empty if nothing does
   * @throws XattrException if a list or a value can't be read
   */
  public List<XattrDifference> compare(XattrFile a, XattrFile b, XattrFilter excluded)
      throws XattrException {
    return new XattrComparison(reader, a, b, excluded).run();
  }
}
