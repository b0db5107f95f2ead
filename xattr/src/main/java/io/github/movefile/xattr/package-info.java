// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

/**
 * Extended attributes of files, xattr(7): also what the kernel keeps there, which are POSIX ACLs
 * ({@code system.posix_acl_access}, {@code system.posix_acl_default}) and capabilities ({@code
 * security.capability}). Names and values are bytes in no charset.
 *
 * <ul>
 *   <li>{@link io.github.movefile.xattr.Xattrs}: lists, gets, sets, removes, copies and compares.
 *       Start here.
 *   <li>{@link io.github.movefile.xattr.XattrFile}: whose attributes: an open file's or a path's,
 *       with or without following a final symlink.
 *   <li>{@link io.github.movefile.xattr.XattrRules}: what a copy leaves out, what it may lose
 *       ({@link io.github.movefile.xattr.XattrPolicy}) and what the target must not have inherited;
 *       {@link io.github.movefile.xattr.XattrFilter} picks attributes by globs.
 *   <li>{@link io.github.movefile.xattr.XattrTransform}: changes values on their way, such as the
 *       ids of an ACL.
 *   <li>{@link io.github.movefile.xattr.XattrCopyResult}, {@link
 *       io.github.movefile.xattr.XattrLoss}, {@link io.github.movefile.xattr.XattrDifference}: what
 *       came of it.
 *   <li>{@link io.github.movefile.xattr.XattrException}: the one error, which names the file, the
 *       attribute, the system call and errno.
 * </ul>
 *
 * <p>Three rules hold for everything here. A file without support for attributes has none. An
 * attribute that goes away between being listed and being read was never there. A failure is thrown
 * or is in the result; none is swallowed.
 *
 * <p>Non-goals: SELinux labels are left to what the target's directory gives, unless the rules say
 * otherwise; ACLs are carried as the kernel's bytes and not interpreted; attributes that the kernel
 * doesn't show to this process ({@code trusted.*} without CAP_SYS_ADMIN) can't be carried and
 * aren't missed.
 */
@NullMarked
package io.github.movefile.xattr;

import org.jspecify.annotations.NullMarked;
