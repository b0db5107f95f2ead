// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.Arguments;
import io.github.movefile.cli.shared.FileReasons;
import io.github.movefile.cli.shared.UsageException;
import io.github.movefile.merge.ConfigProtection;
import io.github.movefile.merge.ManifestEntry;
import io.github.movefile.merge.ManifestReader;
import io.github.movefile.merge.Protection;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Which files of a root belong to its admin, as the command line says. */
final class ProtectionSettings {
  private ProtectionSettings() {}

  static Protection of(Arguments arguments) throws UsageException {
    Optional<String> protect = arguments.text("protect");
    if (protect.isEmpty()) {
      for (String option : new String[] {"protect-mask", "installed"}) {
        if (arguments.has(option)) {
          throw new UsageException("'--" + option + "' says nothing without '--protect'");
        }
      }
      return Protection.NONE;
    }
    String mask = arguments.text("protect-mask").orElse("");
    requireValid("protect", protect.get());
    requireValid("protect-mask", mask);
    ConfigProtection protection = ConfigProtection.parse(protect.get(), mask);
    Set<RawPath> installed = new HashSet<>();
    for (RawPath manifest : arguments.paths("installed")) {
      read(manifest, installed);
    }
    return installed.isEmpty() ? protection : protection.installed(installed::contains);
  }

  /** To say which of the two options it is. */
  private static void requireValid(String option, String paths) throws UsageException {
    try {
      ConfigProtection.parse(paths, "");
    } catch (IllegalArgumentException e) {
      throw new UsageException("invalid '--" + option + "': " + e.getMessage());
    }
  }

  private static void read(RawPath manifest, Set<RawPath> installed) throws UsageException {
    try (ManifestReader reader = ManifestReader.of(Files.newInputStream(manifest.toPath()))) {
      Optional<ManifestEntry> entry = reader.next();
      while (entry.isPresent()) {
        installed.add(entry.get().path());
        entry = reader.next();
      }
    } catch (IOException e) {
      throw new UsageException("cannot read " + manifest.quoted() + ": " + FileReasons.of(e));
    }
  }
}
