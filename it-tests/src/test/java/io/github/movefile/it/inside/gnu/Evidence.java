// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import io.github.movefile.it.inside.gnu.Operation.Verb;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One divergence with all that is known about it, for the table to judge.
 *
 * @param trial the case
 * @param divergence of it
 */
record Evidence(Trial trial, Divergence divergence) {
  String path() {
    return divergence.path();
  }

  boolean isOf(String... keys) {
    for (String key : keys) {
      if (divergence.key().equals(key)) {
        return true;
      }
    }
    return false;
  }

  boolean isXattr() {
    return divergence.key().startsWith(Entry.XATTR);
  }

  /** Whether there is such a file, and of which type. */
  boolean isOfExistence() {
    return isOf(Divergence.EXISTENCE, Entry.TYPE);
  }

  boolean isOfStatus() {
    return isOf(Divergence.STATUS);
  }

  @Nullable String gnu() {
    return divergence.gnu();
  }

  @Nullable String ours() {
    return divergence.ours();
  }

  /** What it was before the operation, or null. */
  @Nullable String before() {
    return factBefore(path());
  }

  /** What it is of the file that belongs here, or null. */
  @Nullable String origin() {
    return factBefore(trial.originOf(path()));
  }

  private @Nullable String factBefore(String where) {
    String key = isOf(Divergence.EXISTENCE) ? Entry.TYPE : divergence.key();
    return trial.before().get(where, key);
  }

  /** What there was of that name before. */
  boolean wasBefore(String type) {
    return type.equals(trial.before().get(path(), Entry.TYPE));
  }

  /** What type the file is of that is to come here. */
  boolean originIs(String type) {
    return hasOrigin() && type.equals(trial.before().get(trial.originOf(path()), Entry.TYPE));
  }

  boolean isGnuAsBefore() {
    return Objects.equals(gnu(), before());
  }

  boolean isOursAsBefore() {
    return Objects.equals(ours(), before());
  }

  boolean isOursAsBeforeOrNow() {
    return isOursAsBefore() || isNow(ours());
  }

  /** Whether a file is to come to this path. */
  boolean hasOrigin() {
    return !trial.originOf(path()).equals(path());
  }

  boolean isGnuAsOrigin() {
    return hasOrigin() && Objects.equals(gnu(), origin());
  }

  boolean isOursAsOrigin() {
    return hasOrigin() && Objects.equals(ours(), origin());
  }

  boolean isNow(@Nullable String value) {
    return Entry.NOW.equals(value);
  }

  boolean didGnu() {
    return trial.gnu().done();
  }

  boolean didWe() {
    return trial.ours().done();
  }

  boolean gnuSaid(String text) {
    return trial.gnu().text().contains(text);
  }

  boolean weSaid(String text) {
    return trial.ours().text().contains(text);
  }

  Verb verb() {
    return trial.plan().operation().verb();
  }

  boolean isOrdinaryUser() {
    return trial.plan().user() == Users.ORDINARY;
  }

  /** Permission bits. */
  static int mode(@Nullable String octal) {
    return octal == null ? 0 : Integer.parseInt(octal, 8);
  }

  boolean isTree() {
    return trial.isOfTree();
  }

  boolean subjectWas(String type) {
    return type.equals(trial.before().get(trial.plan().subject(), Entry.TYPE));
  }

  boolean objectWas(String type) {
    return type.equals(trial.before().get(trial.plan().object(), Entry.TYPE));
  }

  /** Whether another name of this file was a target. */
  boolean hadOtherNameReplaced() {
    String names = trial.before().get(path(), Entry.NAMES);
    return names != null
        && Stream.of(names.split(Entry.NAME_SEPARATOR, -1))
            .anyMatch(name -> !name.equals(path()) && !trial.originOf(name).equals(name));
  }

  /** Whether one of the names that are told here shared its inode with others before. */
  boolean isOfSharedTarget() {
    return Stream.of(String.valueOf(gnu()), String.valueOf(ours()))
        .flatMap(names -> Stream.of(names.split(Entry.NAME_SEPARATOR, -1)))
        .map(name -> String.valueOf(trial.before().get(name, Entry.NAMES)))
        .anyMatch(names -> names.contains(Entry.NAME_SEPARATOR));
  }

  /** Whether GNU's fact is one that something but a source had before. */
  boolean isGnuOfSomeOldFile() {
    return trial.before().entries().entrySet().stream()
        .anyMatch(
            each ->
                !each.getKey().startsWith("s/")
                    && Objects.equals(each.getValue().get(divergence.key()), gnu()));
  }

  /** Whether a symbolic link to this file was a target. */
  boolean isBehindLink() {
    String absolute = trial.plan().site().path(path());
    return trial.before().entries().entrySet().stream()
        .anyMatch(
            each ->
                absolute.equals(each.getValue().get(Entry.TEXT))
                    && !trial.originOf(each.getKey()).equals(each.getKey()));
  }

  /** The source of a file's move. */
  boolean isSubject() {
    return path().equals(trial.plan().subject());
  }

  /** The target of a file's move. */
  boolean isObject() {
    return path().equals(trial.plan().object());
  }

  /** The directory that holds the target. */
  boolean isParentOfObject() {
    return path().equals(Latin.parent(trial.plan().object()));
  }

  /** The directory that holds the source. */
  boolean isParentOfSubject() {
    return path().equals(Latin.parent(trial.plan().subject()));
  }

  /** Whether a file of the image that is gone is complete in the root. */
  boolean isGoneToTarget() {
    String target = trial.plan().object() + path().substring(trial.plan().subject().length());
    Entry was = trial.before().get(path());
    Entry is = trial.ourWorld().get(target);
    return was != null
        && is != null
        && Objects.equals(was.get(Entry.TYPE), is.get(Entry.TYPE))
        && Objects.equals(was.get(Entry.DIGEST), is.get(Entry.DIGEST))
        && Objects.equals(was.get(Entry.TEXT), is.get(Entry.TEXT));
  }

  boolean isSource() {
    return path().startsWith("s");
  }

  boolean isTarget() {
    return path().startsWith("t");
  }
}
