// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal;

import io.github.movefile.merge.ExpectedMethod;
import io.github.movefile.merge.MergePlan;
import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.PlannedAction;
import io.github.movefile.merge.PlannedEntry;
import io.github.movefile.merge.UnsafeLink;
import io.github.movefile.merge.internal.DirectoryNode.Counterpart;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveStep;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.RawPath;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Only adds up what would be done. Of one thread. */
final class Planning implements Effects {
  private final MergeSession session;
  private final LinkTexts texts;
  private final SpaceEstimate space;
  private final Map<PlannedAction, Long> actions = new EnumMap<>(PlannedAction.class);
  private final List<UnsafeLink> unsafeLinks = new ArrayList<>();
  private final @Nullable CommonDirectories common;
  private final GivenNames given;
  private final Set<FileId> counted = new HashSet<>();
  private @Nullable MoveException refusal;
  private @Nullable MoveException refusalBefore;
  private long bytes;
  private long bytesToCopy;
  private long filesToCopy;

  Planning(MergeSession session) {
    this.session = session;
    this.texts = new LinkTexts(session);
    this.space = new SpaceEstimate(session.calls());
    this.given = new GivenNames(session, Set.of());
    this.common = MergeRun.isTransaction(session.options()) ? new CommonDirectories(session) : null;
  }

  @Override
  public MergedEntry file(
      OpenDirectories dirs,
      RawPath name,
      PlannedEntry planned,
      FileStat source,
      @Nullable FileStat target)
      throws MoveException {
    count(planned.action());
    saw(dirs, name);
    if (planned.action() == PlannedAction.REFUSE) {
      refused(Refusals.ofFile(dirs, name, planned));
    }
    give(dirs, name, planned);
    boolean isFirstName = session.groups().of(source) == null || counted.add(FileId.of(source));
    ExpectedMethod method = planned.method();
    if (method == ExpectedMethod.COPY_OR_LINK) {
      method = isFirstName ? ExpectedMethod.COPY : ExpectedMethod.NONE;
    }
    if (isFirstName) {
      bytes += planned.bytes();
      if (method == ExpectedMethod.COPY) {
        bytesToCopy += planned.bytes();
        filesToCopy++;
      }
    }
    boolean replaces = planned.action() == PlannedAction.REPLACE;
    space.file(dirs.node().device(), method, source, replaces ? target : null);
    if (source.isSymlink() && planned.action() != PlannedAction.SKIP) {
      lookAtLink(dirs, name, planned);
    }
    return new MergedEntry(planned, Optional.empty(), Optional.empty());
  }

  private void lookAtLink(OpenDirectories dirs, RawPath name, PlannedEntry planned)
      throws MoveException {
    RawPath text = texts.of(dirs, name);
    if (text.startsWith(session.trees().imagePath()) && text.isAbsolute()) {
      unsafeLinks.add(new UnsafeLink(planned.path(), text, UnsafeLink.Danger.INTO_IMAGE));
    } else if (LexicalPath.of(planned.path().parent(), text).isEmpty()) {
      unsafeLinks.add(new UnsafeLink(planned.path(), text, UnsafeLink.Danger.ABOVE_ROOT));
    }
  }

  @Override
  public @Nullable DirectoryNode directory(
      OpenDirectories dirs,
      RawPath name,
      int index,
      PlannedEntry planned,
      FileStat source,
      @Nullable FileStat target)
      throws MoveException {
    count(planned.action());
    saw(dirs, name);
    Counterpart counterpart;
    switch (planned.action()) {
      case MAKE_DIRECTORY, BACK_UP -> {
        space.directory(dirs.node().device());
        give(dirs, name, planned);
        counterpart = Counterpart.ABSENT;
      }
      case REFUSE -> {
        refused(Refusals.ofDirectory(dirs, name, planned));
        return null;
      }
      case SKIP -> {
        return null;
      }
      default -> counterpart = target == null ? Counterpart.ABSENT : Counterpart.KEPT;
    }
    DirectoryNode child =
        Children.of(session, dirs, name, index, planned, source, target, counterpart);
    if (planned.action() == PlannedAction.MAKE_DIRECTORY
        || planned.action() == PlannedAction.BACK_UP) {
      session.directoriesToBe().add(child);
    }
    if (common != null) {
      common.entered(child, target);
    }
    return child;
  }

  @Override
  public void visited(OpenDirectories dirs) throws MoveException {
    if (common != null && refusalBefore == null) {
      MoveException clash = common.clash(dirs);
      refusalBefore = clash == null ? Refusals.ofKeptSources(session, dirs) : clash;
    }
  }

  private void give(OpenDirectories dirs, RawPath name, PlannedEntry planned) throws MoveException {
    MoveException clash = common == null ? null : given.clash(dirs, name, planned);
    if (clash != null) {
      refused(clash);
    }
  }

  private void count(PlannedAction action) {
    actions.merge(action, 1L, Long::sum);
  }

  private void refused(MoveException why) {
    if (refusal == null) {
      refusal = why;
    }
  }

  private void saw(OpenDirectories dirs, RawPath name) throws MoveException {
    if (dirs.node().counterpart() != Counterpart.ABSENT) {
      try {
        space.saw(dirs.node(), dirs.target());
      } catch (ErrnoException e) {
        throw dirs.failed(name, MoveStep.LOOK, e);
      }
    }
  }

  @Override
  public void complete(OpenDirectories dirs) {
    // nothing was begun
  }

  /**
   * Told from the names alone: what is planned isn't there to be walked through. In a transaction
   * it isn't under its name, either.
   */
  @Override
  public boolean willBeDirectory(RawPath link, RawPath text) {
    return common == null
        && LexicalPath.of(link.parent(), text)
            .filter(path -> session.directoriesToBe().isBehind(link, path))
            .isPresent();
  }

  MergePlan plan() {
    return new MergePlan(
        Map.copyOf(actions),
        bytes,
        bytesToCopy,
        filesToCopy,
        space.needs(),
        List.copyOf(unsafeLinks),
        // A transaction looks for some obstacles in the whole image before it takes a file.
        Optional.ofNullable(refusalBefore == null ? refusal : refusalBefore));
  }
}
