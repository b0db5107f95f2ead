// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

import io.github.movefile.merge.ConfigProtection;
import io.github.movefile.merge.ManifestEntry;
import io.github.movefile.merge.ManifestReader;
import io.github.movefile.merge.ManifestWriter;
import io.github.movefile.merge.MergeListener;
import io.github.movefile.merge.MergeOptions;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.PlannedAction;
import io.github.movefile.merge.TreeMerge;
import io.github.movefile.merge.TreeVerify;
import io.github.movefile.merge.VerifyOptions;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A package installer in miniature: installs and upgrades the packages of one root, keeps the files
 * of {@code /etc} that its admin has changed, and verifies what is installed. What an upgrade no
 * longer has goes, unless it was changed, or lies behind a symbolic link.
 *
 * <pre>
 * install NAME IMAGE ROOT   merges IMAGE into ROOT; of an older version, what is left goes
 * verify NAME ROOT          tells what differs from what was installed
 * </pre>
 */
class PackageInstaller {
  private final Path root;
  private final Path manifest;

  PackageInstaller(String name, Path root) {
    this.root = root;
    this.manifest = root.resolve("var/lib/installer").resolve(name + ".jsonl");
  }

  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "install" ->
          new PackageInstaller(args[1], Path.of(args[3])).install(Path.of(args[2]));
      case "verify" -> new PackageInstaller(args[1], Path.of(args[2])).verify();
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  void install(Path image) throws IOException {
    Map<RawPath, ManifestEntry> old = installed();
    Set<RawPath> had = old.keySet();
    Files.createDirectories(manifest.getParent());
    Path draft = manifest.resolveSibling(manifest.getFileName() + ".new");
    try (ManifestWriter writer = ManifestWriter.jsonLines(Files.newOutputStream(draft))) {
      MergeListener recorder =
          new MergeListener() {
            @Override
            public void merged(MergedEntry entry) throws IOException {
              tell(entry);
              if (entry.manifest().isPresent()) {
                writer.write(entry.manifest().get());
                old.remove(entry.planned().path());
              }
            }
          };
      MergeOptions options =
          MergeOptions.builder()
              .protection(ConfigProtection.parse("/etc", "").installed(Set.copyOf(had)::contains))
              .digests(Set.of("SHA-256"))
              .listener(recorder)
              .build();
      MergeReport report = TreeMerge.create().merge(image, root, options);
      report.warnings().forEach(warning -> System.out.println("warning: " + warning));
    }
    removeRest(old);
    Files.move(draft, manifest, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void tell(MergedEntry entry) {
    if (entry.planned().action() == PlannedAction.PROTECT) {
      System.out.println(
          "look at " + entry.planned().target() + ", the new " + entry.planned().path());
    }
  }

  private Map<RawPath, ManifestEntry> installed() throws IOException {
    Map<RawPath, ManifestEntry> entries = new LinkedHashMap<>();
    if (Files.exists(manifest)) {
      try (ManifestReader reader = ManifestReader.of(Files.newInputStream(manifest))) {
        for (Optional<ManifestEntry> e = reader.next(); e.isPresent(); e = reader.next()) {
          entries.put(e.get().path(), e.get());
        }
      }
    }
    return entries;
  }

  /** What only the older version had: files, then the directories that are empty now. */
  private void removeRest(Map<RawPath, ManifestEntry> rest) throws IOException {
    RawPath[] paths = rest.keySet().toArray(new RawPath[0]);
    try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
      for (int i = paths.length - 1; i >= 0; i--) { // what is in a directory comes after it
        remove((SecureDirectoryStream<Path>) top, paths[i].toPath(), rest.get(paths[i]));
      }
    }
  }

  /**
   * Goes by open directories and through no link: what lies behind one may be what the new version
   * has there under another name, or be outside of the root.
   */
  private static void remove(SecureDirectoryStream<Path> dir, Path path, ManifestEntry was)
      throws IOException {
    Path name = path.getName(0);
    try {
      BasicFileAttributes now =
          dir.getFileAttributeView(
                  name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .readAttributes();
      if (path.getNameCount() > 1) {
        if (now.isDirectory()) {
          try (SecureDirectoryStream<Path> below =
              dir.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            remove(below, path.subpath(1, path.getNameCount()), was);
          }
        }
      } else if (was.type() == FileType.DIRECTORY) {
        if (now.isDirectory()) {
          dir.deleteDirectory(name);
        }
      } else if (isUnchanged(now, was)) {
        dir.deleteFile(name);
      }
    } catch (NoSuchFileException | DirectoryNotEmptyException e) {
      // it is gone already, or others have put something into it
    }
  }

  private static boolean isUnchanged(BasicFileAttributes now, ManifestEntry was) {
    return now.isRegularFile() == (was.type() == FileType.REGULAR)
        && now.isSymbolicLink() == (was.type() == FileType.SYMLINK)
        && !now.isDirectory()
        && (!now.isRegularFile() || now.size() == was.size())
        && now.lastModifiedTime().toInstant().equals(was.mtime().toInstant());
  }

  void verify() throws IOException {
    try (ManifestReader reader = ManifestReader.of(Files.newInputStream(manifest))) {
      VerifyOptions telling = VerifyOptions.builder().listener(System.out::println).build();
      TreeVerify.create().verifyManifest(RawPath.of(root), reader, telling);
    }
  }
}
