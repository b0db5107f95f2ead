// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import io.github.movefile.benchmarks.FidelityCheck.Kind;
import java.util.ArrayList;
import java.util.List;

/** The workloads on a tree of many files: W1, W5 and W7. */
final class TreeWorkloads {
  static final String FRESH =
      "rm -rf \"$IMAGE\" \"$ROOT\" && cp -a \"$MASTER\" \"$IMAGE\" && mkdir \"$ROOT\"";

  /** Half of the names, of other contents and sizes, in directories as the image has them. */
  private static final String HALF =
      "rm -rf \"$IMAGE\" \"$ROOT\" && cp -a \"$MASTER\" \"$IMAGE\" && mkdir \"$ROOT\" && cd \"$IMAGE\" &&"
          + " find . -mindepth 1 -type d -printf '%P\\0' | (cd \"$ROOT\" && xargs -0r mkdir -p) &&"
          + " find . -type f -name '*[02468].dat' -printf '%P\\n' | (cd \"$ROOT\" &&"
          + " while IFS= read -r file; do echo old >\"$file\" || exit; done) &&"
          + " (cd \"$ROOT\" && find . -mindepth 1 -depth -type d -printf '%P\\0') |"
          + " while IFS= read -r -d '' dir; do chmod --reference=\"$dir\" \"$ROOT/$dir\" || exit; done";

  static final String MERGE = "\"$MOVEFILE\" merge -q \"$IMAGE\" \"$ROOT\"";

  /** The image's directories alone, with all that belongs to them. */
  static final String DIRECTORIES =
      FRESH + " && rsync -aX --include='*/' --exclude='*' \"$IMAGE/\" \"$ROOT\"";

  private static final String REMOVED = " && rm -r \"$IMAGE\"";
  private static final String COPIED = "cp -a \"$IMAGE/.\" \"$ROOT\"";
  private static final String LIMIT = "\"$LIMIT\" -j 2 \"$IMAGE\" \"$ROOT\"";
  private static final String JDK = "io.github.movefile.benchmarks.peers.JdkWalk";

  private TreeWorkloads() {}

  static Peer limit() {
    return new Peer("C limit, 2 threads", LIMIT);
  }

  static List<Workload> all() {
    List<Workload> all = new ArrayList<>();
    all.add(acrossFileSystems("tmpfs", "ext4", ""));
    all.add(acrossFileSystems("ext4", "xfs", ""));
    all.add(acrossFileSystems("xfs", "btrfs", ""));
    all.add(acrossFileSystems("btrfs", "ext4", ""));
    all.add(acrossFileSystems("ext4", "xfs", " cold"));
    all.add(intoHalfFullRoot());
    all.add(durable());
    all.add(transaction());
    all.add(transactionOnOneFileSystem());
    return all;
  }

  private static Workload acrossFileSystems(String from, String to, String cache) {
    boolean cold = !cache.isEmpty();
    return new Workload(
        "W1 " + from + "→" + to + cache,
        "A tree of small files into an empty root on another file system"
            + (cold ? ", with nothing of it in the page cache." : "."),
        from,
        to,
        cold ? FRESH + " && sync && echo 3 >/proc/sys/vm/drop_caches" : FRESH,
        Kind.TREE,
        List.of(
            Peer.movefile(MERGE),
            new Peer("cp -a + rm -r", COPIED + REMOVED),
            new Peer("mv", "shopt -s dotglob && mv \"$IMAGE\"/* \"$ROOT\""),
            new Peer("rsync", "rsync -aHAX --remove-source-files \"$IMAGE/\" \"$ROOT\"" + REMOVED),
            new Peer(
                "tar + rm -r",
                "tar -C \"$IMAGE\" --xattrs --xattrs-include='*' --acls -cf - . |"
                    + " tar -C \"$ROOT\" --xattrs --xattrs-include='*' --acls -xpf -"
                    + REMOVED),
            new Peer(
                "JDK 17 Files.move", "$JAVA17 -cp \"$PEERS\" " + JDK + " \"$IMAGE\" \"$ROOT\""),
            new Peer(
                "JDK 25 Files.move", "$JAVA25 -cp \"$PEERS\" " + JDK + " \"$IMAGE\" \"$ROOT\""),
            new Peer(
                "Commons IO moveDirectory",
                "$JAVA -cp \"$PEERS\" io.github.movefile.benchmarks.peers.CommonsMove"
                    + " \"$IMAGE\" \"$ROOT\""),
            limit()));
  }

  private static Workload intoHalfFullRoot() {
    String atomic = " --atomic \"$IMAGE\" \"$ROOT\"";
    return new Workload(
        "W5 ext4",
        "The same tree into a root on the same file system that has all directories and half of"
            + " the files, of other contents.",
        "ext4",
        "ext4",
        HALF,
        Kind.TREE_IN_OLD_DIRECTORIES,
        List.of(
            Peer.movefile(MERGE),
            new Peer("JDK 17 ATOMIC_MOVE", "$JAVA17 -cp \"$PEERS\" " + JDK + atomic),
            new Peer("JDK 25 ATOMIC_MOVE", "$JAVA25 -cp \"$PEERS\" " + JDK + atomic),
            new Peer("cp -alf + rm -r", "cp -alf \"$IMAGE/.\" \"$ROOT\"" + REMOVED),
            limit()));
  }

  private static Workload durable() {
    return new Workload(
        "W7 ext4→xfs durable",
        "As W1, and all of it is on the disk before the source goes.",
        "ext4",
        "xfs",
        FRESH,
        Kind.TREE,
        List.of(
            Peer.movefile("\"$MOVEFILE\" merge -q --durability=batched \"$IMAGE\" \"$ROOT\""),
            new Peer(
                "MoveFile FSYNC", "\"$MOVEFILE\" merge -q --durability=fsync \"$IMAGE\" \"$ROOT\""),
            new Peer("cp -a + sync -f + rm -r", COPIED + " && sync -f \"$ROOT\"" + REMOVED),
            new Peer(
                "rsync --fsync",
                "rsync -aHAX --fsync --remove-source-files \"$IMAGE/\" \"$ROOT\"" + REMOVED),
            new Peer(
                "dpkg's pattern",
                "$JAVA -cp \"$PEERS\" io.github.movefile.benchmarks.peers.WriteSyncRename"
                    + " \"$IMAGE\" \"$ROOT\"")));
  }

  private static Workload transaction() {
    return new Workload(
        "W7 ext4→xfs transaction",
        "As W1, all or nothing; against the plain merge, which may stop half-way. Neither waits"
            + " for the disk unless it says so.",
        "ext4",
        "xfs",
        FRESH,
        Kind.TREE,
        transactionAndPlain());
  }

  private static Workload transactionOnOneFileSystem() {
    return new Workload(
        "W7 ext4 transaction",
        "As W5, all or nothing: links, exchanges and removals where the plain merge renames.",
        "ext4",
        "ext4",
        HALF,
        Kind.TREE_IN_OLD_DIRECTORIES,
        transactionAndPlain());
  }

  private static List<Peer> transactionAndPlain() {
    return List.of(
        Peer.movefile("\"$MOVEFILE\" merge -q --transaction \"$IMAGE\" \"$ROOT\""),
        new Peer("MoveFile plain", MERGE),
        new Peer(
            "MoveFile transaction FSYNC",
            "\"$MOVEFILE\" merge -q --transaction --durability=fsync \"$IMAGE\" \"$ROOT\""),
        new Peer(
            "MoveFile plain FSYNC",
            "\"$MOVEFILE\" merge -q --durability=fsync \"$IMAGE\" \"$ROOT\""));
  }
}
