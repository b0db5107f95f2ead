// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

/** How a manifest is written; {@code docs/manifest.md} describes both. */
public enum ManifestFormat {
  /** A JSON object a line, with all that a {@link ManifestEntry} has. */
  JSON_LINES,
  /**
   * Portage's CONTENTS. It tells of a file its MD5 and the seconds of its time, of a link its text
   * and the seconds of its time, of all else that it is there; a device is of either kind.
   */
  CONTENTS
}
