// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

/** What is on the device, not only in the page cache, when a move returns. */
public enum Durability {
  /**
   * Nothing is awaited. The move is atomic for every process that looks; a power cut soon after may
   * leave the target name with old, new or (on some file systems) empty contents, and the source
   * gone.
   */
  NONE,
  /**
   * The file is stored, then its name, and only then the source goes: fsync(2) of the file before
   * the rename, of the directories after. After a power cut the target is the complete old or the
   * complete new file, and after the move has returned it is the new one. A merge stores what the
   * root has already, too, whoever made it, before the image's like of it goes. Where this user may
   * write to a directory but not read it, the file system is stored as a whole, syncfs(2).
   */
  FSYNC,
  /**
   * As safe as {@link #FSYNC}, for a merge at a fraction of its cost: new files are all made under
   * temp names, one syncfs(2) for each file system stores them, then they get their names, and a
   * second syncfs(2) stores those before anything old goes. So such a merge is always a
   * transaction, {@link io.github.movefile.merge.Atomicity#TRANSACTION}: after a power cut it has
   * happened as a whole or not at all, once it is recovered. For a single move this is {@link
   * #FSYNC}.
   */
  BATCHED
}
