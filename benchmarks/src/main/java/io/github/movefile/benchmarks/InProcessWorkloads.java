// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import io.github.movefile.benchmarks.FidelityCheck.Kind;
import io.github.movefile.benchmarks.Peer.Clock;
import java.util.List;

/** The workloads of programs that are running already, as MoveFile is used as a library. */
final class InProcessWorkloads {
  private static final String OPERANDS = " \"$IMAGE\" \"$ROOT\"";

  private static final String JAVA =
      "exec $PLAIN_JAVA -cp \"$PEERS\" io.github.movefile.benchmarks.";

  private InProcessWorkloads() {}

  static List<Workload> all() {
    return List.of(
        acrossFileSystems("tmpfs", "ext4"),
        acrossFileSystems("ext4", "xfs"),
        subtree(),
        reflink(),
        firstMove(),
        batch());
  }

  private static Workload acrossFileSystems(String from, String to) {
    return new Workload(
        "W1 " + from + "→" + to + " in process",
        "As W1, by a warm Java program; the C limit is a whole process.",
        from,
        to,
        TreeWorkloads.FRESH,
        Kind.TREE,
        List.of(warm(Peer.MOVEFILE, "WarmMerge"), TreeWorkloads.limit()));
  }

  private static Workload subtree() {
    return new Workload(
        "Subtree ext4",
        "The same tree into an empty root on the same file system, by warm Java programs. MoveFile"
            + " moves each directory of the top whole, by one rename, and counts what is in it; if"
            + " somebody listens it looks at each name, and for a manifest, as --manifest writes it,"
            + " it reads each file for its SHA-256. The loop renames file by file.",
        "ext4",
        "ext4",
        TreeWorkloads.FRESH,
        Kind.TREE,
        List.of(
            warm(Peer.MOVEFILE, "WarmMerge"),
            warm("MoveFile, with a listener", "WarmMerge --listener"),
            warm("MoveFile, with a manifest", "WarmMerge --manifest \"$IMAGE.manifest\""),
            warm("loop of ATOMIC_MOVE", "WarmRename")));
  }

  private static Workload reflink() {
    return new Workload(
        "W4 xfs in process",
        "As W4, by a warm Java program; cp is a whole process.",
        "xfs",
        "xfs",
        FileWorkloads.DENSE,
        Kind.COPY,
        List.of(warm(Peer.MOVEFILE, "WarmCopy"), FileWorkloads.cpReflink()));
  }

  private static Workload firstMove() {
    String file = "head -c " + FileWorkloads.SMALL_BYTES + " /dev/urandom >\"$IMAGE/";
    return new Workload(
        "Start in process",
        "The first move of a file of 1 KiB on one file system in a Java program that has done other"
            + " things for a while, a new one each time, and the second move after it.",
        "ext4",
        "ext4",
        FileWorkloads.EMPTY + file + "first\" && " + file + "second\"",
        Kind.MOVED,
        List.of(
            program(Peer.MOVEFILE, "FirstMove", Clock.FRESH),
            program("JDK ATOMIC_MOVE", "FirstMove --jdk", Clock.FRESH)));
  }

  private static Workload batch() {
    return new Workload(
        "W8 ext4 batch",
        "The files of the same tree, one by one, to where their directories are already on the same"
            + " file system, by requests to one movefile batch from a warm Java program. With 64"
            + " requests under way it is the throughput; one at a time, the latency.",
        "ext4",
        "ext4",
        TreeWorkloads.DIRECTORIES,
        Kind.TREE_IN_OLD_DIRECTORIES,
        List.of(
            batch(Peer.MOVEFILE + ", 64 under way", 64),
            batch(Peer.MOVEFILE + ", one at a time", 1),
            warm("loop of ATOMIC_MOVE in one program", "WarmRename")));
  }

  private static Peer batch(String name, int window) {
    return new Peer(name, JAVA + "batch.BatchMoves \"$MOVEFILE\" " + window + OPERANDS, Clock.WARM);
  }

  private static Peer warm(String name, String program) {
    return program(name, program, Clock.WARM);
  }

  private static Peer program(String name, String program, Clock clock) {
    return new Peer(name, JAVA + "peers." + program + OPERANDS, clock);
  }
}
