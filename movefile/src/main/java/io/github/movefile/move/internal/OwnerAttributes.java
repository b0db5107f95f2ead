// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move.internal;

import io.github.movefile.move.MoveOptions;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.XattrName;
import io.github.movefile.xattr.XattrException;
import io.github.movefile.xattr.XattrFile;
import io.github.movefile.xattr.XattrPolicy;
import io.github.movefile.xattr.XattrTransform;
import io.github.movefile.xattr.Xattrs;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The attributes whose values name users and groups: ACLs, and capabilities with a root. */
public final class OwnerAttributes {
  private static final XattrName CAPABILITY = XattrName.of("security.capability");
  private static final XattrName DEFAULT_ACL = XattrName.of("system.posix_acl_default");
  private static final byte[] NONE = {};
  private static final XattrTransform<Refusal> AS_IT_IS = (attribute, value) -> value;

  /** Those of anything but directories, which aren't renamed while owners change. */
  private static final List<XattrName> OF_A_FILE = List.of(AccessAcl.NAME, CAPABILITY);

  private static final List<XattrName> OF_ANY = List.of(AccessAcl.NAME, DEFAULT_ACL, CAPABILITY);

  private OwnerAttributes() {}

  /**
   * Whether the values of an attribute may change on the way.
   *
   * @param options how a file is moved
   * @param attribute any
   * @return false for all if owners stay
   */
  public static boolean mayChange(MoveOptions options, XattrName attribute) {
    return !options.owners().isIdentity() && OF_ANY.contains(attribute);
  }

  /**
   * Whether a target has what the source's attributes become, of those that {@linkplain #mayChange
   * may change}.
   *
   * @param xattrs how they are read
   * @param options how the source would be moved
   * @param source what would be moved
   * @param target what is there
   * @return false also if an id isn't mapped: the move will say so
   * @throws XattrException if they can't be read
   */
  public static boolean areAsMapped(
      Xattrs xattrs, MoveOptions options, XattrFile source, XattrFile target)
      throws XattrException {
    MappedOwner owner = new MappedOwner(options.owners(), source.name());
    for (XattrName attribute : OF_ANY) {
      if (mayChange(options, attribute)
          && options.xattrs().policyOf(attribute) != XattrPolicy.SKIP) {
        byte[] from = xattrs.get(source, attribute).orElse(NONE);
        byte[] to = xattrs.get(target, attribute).orElse(NONE);
        try {
          if (!Arrays.equals(mapped(owner, attribute, from), to)) {
            return false;
          }
        } catch (Refusal notMapped) {
          return false;
        }
      }
    }
    return true;
  }

  /** Maps the ids in the attributes of a file. */
  static XattrTransform<Refusal> mapping(MoveContext move) {
    if (move.options().owners().isIdentity()) {
      return AS_IT_IS;
    }
    MappedOwner owner = MappedOwner.of(move);
    return (attribute, value) -> mapped(owner, attribute, value);
  }

  private static byte[] mapped(MappedOwner owner, XattrName attribute, byte[] value)
      throws Refusal {
    if (attribute.equals(AccessAcl.NAME) || attribute.equals(DEFAULT_ACL)) {
      return AclOwners.mapped(value, owner);
    }
    return attribute.equals(CAPABILITY) ? CapabilityRoot.mapped(value, owner) : value;
  }

  /** Whether a file that isn't a directory has an attribute that a rename would leave wrong. */
  static boolean change(MoveContext move, Xattrs xattrs, FileStat facts)
      throws XattrException, Refusal {
    if (move.options().owners().isIdentity() || facts.isSymlink()) { // links have neither
      return false;
    }
    MappedOwner owner = MappedOwner.of(move);
    XattrFile source = XattrFile.path(move.source().withoutDirectory());
    for (XattrName attribute : OF_A_FILE) {
      Optional<byte[]> value = xattrs.get(source, attribute);
      if (value.isPresent()
          && !Arrays.equals(mapped(owner, attribute, value.get().clone()), value.get())) {
        return true;
      }
    }
    return false;
  }
}
