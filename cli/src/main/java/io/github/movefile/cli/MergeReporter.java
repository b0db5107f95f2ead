// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli;

import io.github.movefile.cli.shared.Arguments;
import io.github.movefile.cli.shared.Json;
import io.github.movefile.cli.shared.MergeSummary;
import io.github.movefile.cli.shared.MoveJson;
import io.github.movefile.cli.shared.MoveMessages;
import io.github.movefile.cli.shared.Sizes;
import io.github.movefile.cli.shared.Terminal;
import io.github.movefile.merge.MergeListener;
import io.github.movefile.merge.MergeProgress;
import io.github.movefile.merge.MergeReport;
import io.github.movefile.merge.MergeWarning;
import io.github.movefile.merge.MergedEntry;
import io.github.movefile.merge.PlannedAction;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveMethod;
import io.github.movefile.move.MoveState;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Tells the user how a merge goes, in the form that was asked for. Thread-safe. */
final class MergeReporter implements MergeListener {
  private final ManifestFiles manifests;
  private final RawPath image;
  private final RawPath root;
  private final Terminal terminal;
  private final boolean json;
  private final boolean verbose;
  private final boolean quiet;
  private final boolean isTransaction;
  private final AtomicLong merged = new AtomicLong();
  private final List<MergeWarning> kept = new ArrayList<>(0);
  private boolean isComplete;
  private volatile MergeBar bar = MergeBar.NONE;

  MergeReporter(
      RawPath image,
      RawPath root,
      ManifestFiles manifests,
      Arguments arguments,
      Terminal terminal) {
    this.manifests = manifests;
    this.image = image;
    this.root = root;
    this.terminal = terminal;
    this.json = arguments.has("json");
    this.verbose = arguments.has("verbose") && !json;
    this.quiet = arguments.has("quiet");
    this.isTransaction =
        arguments.has("transaction") || arguments.text("durability").equals(Optional.of("batched"));
  }

  /** Before the merge: who shows how far it is. */
  void show(MergeBar progressBar) {
    bar = progressBar;
  }

  @Override
  public void merged(MergedEntry entry) throws IOException {
    if (entry.result().isPresent()) {
      merged.incrementAndGet();
    }
    if (entry.manifest().isPresent()) {
      manifests.write(entry.manifest().get());
    }
    if (verbose) {
      terminal.print(PlanLine.of(entry.planned()));
    }
  }

  @Override
  public void sourceKept(MergeWarning warning) {
    kept.add(warning);
  }

  /** Whether all is in place in the root, be it that the merge has failed then. */
  boolean isComplete() {
    return isComplete;
  }

  @Override
  public boolean wantsManifest() {
    return manifests.isAsked();
  }

  @Override
  public void progress(MergeProgress progress) {
    bar.at(progress);
  }

  void done(MergeReport report, long nanos) {
    isComplete = true;
    if (json) {
      terminal.printJson(Json.text(asJson(report, nanos)));
      return;
    }
    if (quiet) {
      return;
    }
    warn(report.warnings());
    terminal.print(MergeSummary.of(report, nanos));
  }

  private void warn(List<MergeWarning> warnings) {
    for (MergeWarning warning : warnings) {
      terminal.complain("warning: " + warning.path().quoted() + ": " + warning.warning());
    }
  }

  void failed(MoveException e) {
    // Else all of a transaction is taken back, or a recovery decides.
    isComplete =
        isTransaction && (e.state() == MoveState.SOURCE_LEFT || e.state() == MoveState.MOVED);
    boolean stays = isComplete || !isTransaction;
    if (json) {
      Map<String, Object> members = MoveJson.failed(e);
      if (!kept.isEmpty()) {
        members.put("warnings", asJson(kept));
      }
      members.put("merged", stays ? merged.get() : 0);
      terminal.printJson(Json.text(members));
      return;
    }
    if (!quiet) {
      warn(kept);
    }
    terminal.complain(MoveMessages.failed("merge", e));
    if (merged.get() > 0 && stays) {
      terminal.complain(
          Sizes.count(merged.get(), "file was merged and stays", "files were merged and stay"));
    }
  }

  private Map<String, Object> asJson(MergeReport report, long nanos) {
    Map<String, Object> members = new LinkedHashMap<>();
    Json.putName(members, "image", image);
    Json.putName(members, "root", root);
    members.put("files", report.fileCount());
    Map<String, Object> methods = new LinkedHashMap<>();
    for (MoveMethod method : MoveMethod.values()) {
      if (report.files().containsKey(method)) {
        methods.put(Json.word(method), report.files().get(method));
      }
    }
    members.put("methods", methods);
    Map<String, Object> actions = new LinkedHashMap<>();
    for (PlannedAction action : PlannedAction.values()) {
      if (report.count(action) > 0) {
        actions.put(Json.word(action), report.count(action));
      }
    }
    members.put("actions", actions);
    members.put("directories_new", report.newDirectories());
    members.put("directories_existing", report.existingDirectories());
    members.put("bytes", report.bytes());
    members.put("copied", MoveJson.bytesByMethod(report.copied()));
    members.put("seconds", nanos / 1e9);
    members.put("warnings", asJson(report.warnings()));
    return members;
  }

  private static List<Object> asJson(List<MergeWarning> warnings) {
    List<Object> list = new ArrayList<>();
    for (MergeWarning warning : warnings) {
      Map<String, Object> one = new LinkedHashMap<>();
      Json.putName(one, "path", warning.path());
      one.putAll(MoveJson.warning(warning.warning()));
      list.add(one);
    }
    return list;
  }
}
