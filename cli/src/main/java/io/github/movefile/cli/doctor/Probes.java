// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.doctor;

import io.github.movefile.cli.shared.FileSystemNames;
import io.github.movefile.cli.shared.Sizes;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FsStat;
import java.util.List;

/** All probes, in the order of the table. */
final class Probes {
  private Probes() {}

  static List<Probe> all() {
    return List.of(
        new Probe("type", "file system", d -> FileSystemNames.of(fsStat(d).type())),
        new Probe("free", "free space", Probes::freeSpace),
        new Probe("reflink", "reflink (FICLONE)", CopyProbes::reflink),
        new Probe("holes", "holes are found", CopyProbes::holes),
        new Probe("punch_hole", "holes can be punched", CopyProbes::punchHole),
        new Probe("copy_file_range", "copy_file_range", CopyProbes::copyFileRange),
        new Probe("sendfile", "sendfile", CopyProbes::sendfile),
        new Probe("xattr_user", "xattr user.*", d -> XattrProbes.namespace(d, "user.")),
        new Probe("xattr_trusted", "xattr trusted.*", d -> XattrProbes.namespace(d, "trusted.")),
        new Probe("xattr_security", "xattr security.*", d -> XattrProbes.namespace(d, "security.")),
        new Probe("acl", "POSIX ACL", XattrProbes::acl),
        new Probe("xattr_size", "largest xattr value", XattrProbes::largestValue),
        new Probe("name_max", "longest name", NameProbes::longestName),
        new Probe("case_sensitive", "case matters in names", NameProbes::caseSensitive),
        new Probe("any_byte", "names of any bytes", NameProbes::anyByte),
        new Probe("rename_noreplace", "renameat2 NOREPLACE", NameProbes::renameNoReplace),
        new Probe("rename_exchange", "renameat2 EXCHANGE", NameProbes::renameExchange),
        new Probe("openat2", "openat2", NameProbes::openat2),
        new Probe("hard_link", "hard links", NameProbes::hardLink),
        new Probe("symlink", "symbolic links", NameProbes::symlink),
        new Probe("fifo", "FIFOs", NameProbes::fifo),
        new Probe("device", "device nodes", NameProbes::device),
        new Probe("time_step", "step of times", TimeProbes::step),
        new Probe("before_1970", "times before 1970", d -> TimeProbes.keeps(d, -86_400L * 365)),
        new Probe("after_2038", "times after 2038", d -> TimeProbes.keeps(d, 1L << 31)),
        new Probe("after_2106", "times after 2106", d -> TimeProbes.keeps(d, 1L << 32)),
        new Probe("inode_flags", "inode flags (chattr)", TimeProbes::inodeFlags));
  }

  private static String freeSpace(ProbeDirectory directory) throws ErrnoException {
    FsStat stat = fsStat(directory);
    return Sizes.of(stat.blocksFree() * stat.blockSize());
  }

  private static FsStat fsStat(ProbeDirectory directory) throws ErrnoException {
    return directory.calls().paths().fstatfs(directory.fd());
  }
}
