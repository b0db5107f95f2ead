// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.demo;

import io.github.movefile.cli.demo.DemoFiles.Data;
import io.github.movefile.cli.shared.RawAcl;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.XattrName;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A package image with one of everything that gets lost when files are moved carelessly. */
final class DemoImage {
  private static final int MEBIBYTE = 1 << 20;
  private static final int SMALL_FILES = 300;

  private final DemoFiles files;
  private final int largeBytes;
  private final List<String> notMade = new ArrayList<>();

  private DemoImage(DemoFiles files, int largeBytes) {
    this.files = files;
    this.largeBytes = largeBytes;
  }

  /**
   * Fills a directory.
   *
   * @param calls the system calls
   * @param path an empty directory, absolute
   * @param largeBytes length of the large file
   * @return what could not be made, and why
   */
  static List<String> make(Syscalls calls, RawPath path, int largeBytes) throws ErrnoException {
    DemoFiles files = new DemoFiles(calls, path);
    DemoImage image = new DemoImage(files, largeBytes);
    image.directories();
    image.programs();
    image.libraries(path);
    image.sparseFiles();
    image.attributes();
    image.nodes();
    image.oddNames();
    image.oddTimes();
    image.smallFiles();
    files.finish();
    return image.notMade;
  }

  /** Something that not everybody may make, or not everywhere. */
  private void ifPossible(String what, Step step) {
    try {
      step.run();
    } catch (ErrnoException e) {
      notMade.add(what + " (" + e.getMessage() + ")");
    }
  }

  private interface Step {
    void run() throws ErrnoException;
  }

  private void directories() throws ErrnoException {
    for (String name : List.of("usr", "usr/bin", "usr/lib", "usr/share", "var", "odd names")) {
      files.directory(name, 0755);
    }
    files.directory("var/spool", 01777);
    files.directory("var/private", 0750);
  }

  private void programs() throws ErrnoException {
    files.file(RawPath.of("usr/bin/tool"), 0755, 20_000);
    files.hardLink("usr/bin/tool-by-another-name", "usr/bin/tool");
    files.hardLink("usr/share/tool-far-away", "usr/bin/tool");
    files.file(RawPath.of("usr/bin/setuid"), 04755, 5_000);
    files.file(RawPath.of("usr/bin/capable"), 0755, 5_000);
    ifPossible(
        "file capability",
        () -> files.attribute("usr/bin/capable", XattrName.of("security.capability"), netRaw()));
  }

  /** {@code cap_net_raw=ep}: {@code struct vfs_cap_data}, VFS_CAP_REVISION_2, capabilities(7). */
  private static byte[] netRaw() {
    ByteBuffer capability = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
    return capability.putInt(0x0200_0001).putInt(1 << 13).array();
  }

  private void libraries(RawPath image) throws ErrnoException {
    RawPath library = RawPath.of("usr/lib/libdemo.so.1.0");
    files.file(library, 0644, largeBytes);
    files.symlink("usr/lib/libdemo.so.1", RawPath.of("libdemo.so.1.0"));
    files.symlink("usr/lib/dangling", RawPath.of("nowhere/at all"));
    files.symlink("usr/lib/absolute", image.resolve(library));
  }

  private void sparseFiles() throws ErrnoException {
    int length = 16 * MEBIBYTE;
    Data atStart = new Data(0, MEBIBYTE);
    Data atEnd = new Data(length - MEBIBYTE, MEBIBYTE);
    files.file(RawPath.of("var/hole-first"), 0644, length, atEnd);
    files.file(RawPath.of("var/hole-between"), 0644, length, atStart, atEnd);
    files.file(RawPath.of("var/hole-last"), 0644, length, atStart);
    files.file(RawPath.of("var/hole-only"), 0600, length);
  }

  private void attributes() throws ErrnoException {
    files.file(RawPath.of("var/attributes"), 0640, 100);
    byte[] binary = {0, 1, (byte) 0xff, '\n', 0};
    ifPossible(
        "extended attribute",
        () -> files.attribute("var/attributes", XattrName.of("user.binary"), binary));
    ifPossible(
        "large extended attribute",
        () -> files.attribute("var/attributes", XattrName.of("user.large"), new byte[1500]));
    files.file(RawPath.of("var/acl"), 0640, 100);
    ifPossible("ACL", () -> files.attribute("var/acl", RawAcl.ACCESS, RawAcl.withUser(1)));
  }

  private void nodes() {
    ifPossible("FIFO", () -> files.node("var/fifo", FileType.FIFO, 0620, 0));
    ifPossible("socket node", () -> files.node("var/socket", FileType.SOCKET, 0600, 0));
    ifPossible(
        "device node",
        () -> files.node("var/null", FileType.CHARACTER_DEVICE, 0666, FileStat.device(1, 3)));
  }

  private void oddNames() {
    byte[] notUtf8 = {'c', 'a', 'f', (byte) 0xe9};
    for (RawPath name :
        List.of(
            RawPath.of("two\nlines"),
            RawPath.of(notUtf8),
            RawPath.of("caf\u00e9"),
            RawPath.of("-rf"),
            RawPath.of(" "),
            RawPath.of("it's \"quoted\" \\ $HOME *"),
            RawPath.of("x".repeat(255)))) {
      RawPath path = RawPath.of("odd names").resolve(name);
      ifPossible("the name " + name.quoted(), () -> files.file(path, 0644, 10));
    }
  }

  private void oddTimes() throws ErrnoException {
    RawPath early = RawPath.of("var/of-1965");
    files.file(early, 0644, 10);
    files.setTime(early, new Timespec(-157_000_000L, 1));
    RawPath late = RawPath.of("var/of-2042");
    files.file(late, 0644, 10);
    files.setTime(late, new Timespec(2_300_000_000L, 999_999_999));
  }

  private void smallFiles() throws ErrnoException {
    for (int i = 0; i < SMALL_FILES; i++) {
      String directory = "usr/share/part-" + i / 20;
      if (i % 20 == 0) {
        files.directory(directory, 0755);
      }
      files.file(RawPath.of(directory + "/file-" + i), i % 3 == 0 ? 0600 : 0644, i * 397 % 16_384);
    }
  }
}
