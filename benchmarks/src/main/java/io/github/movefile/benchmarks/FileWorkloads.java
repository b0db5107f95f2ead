// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.benchmarks;

import io.github.movefile.benchmarks.FidelityCheck.Kind;
import java.util.ArrayList;
import java.util.List;

/** The workloads on one file: W2, W3, W4 and the cold start. */
final class FileWorkloads {
  static final String EMPTY = "rm -rf \"$IMAGE\" \"$ROOT\" && mkdir \"$IMAGE\" \"$ROOT\" && ";

  /** Dense, and in the page cache. */
  static final String DENSE =
      EMPTY + "head -c \"${DENSE_BYTES:-1G}\" /dev/urandom >\"$IMAGE/file\"";

  /** 1,024 extents of 64 KiB in 10 GiB. */
  private static final String SPARSE =
      EMPTY
          + "truncate -s 10G \"$IMAGE/file\" && for ((i = 0; i < 1024; i++)); do"
          + " echo $((i * 160)); done | while read -r block; do"
          + " dd if=/dev/urandom of=\"$IMAGE/file\" bs=64K count=1 seek=$block conv=notrunc"
          + " status=none || exit; done";

  /** What is moved one by one. */
  static final int SMALL_BYTES = 1024;

  private static final String COPY = "\"$MOVEFILE\" copy \"$IMAGE/file\" \"$ROOT/file\"";

  private FileWorkloads() {}

  static List<Workload> all() {
    List<Workload> all = new ArrayList<>();
    for (String[] pair : new String[][] {{"ext4", "xfs"}, {"ext4", "ext4"}, {"xfs", "xfs"}}) {
      all.add(dense(pair[0], pair[1]));
    }
    all.add(sparse("ext4", "xfs"));
    all.add(sparse("ext4", "ext4"));
    all.add(reflink("btrfs"));
    all.add(reflink("xfs"));
    all.add(coldStart());
    return all;
  }

  private static Workload dense(String from, String to) {
    return new Workload(
        "W2 " + from + "→" + to,
        "A copy of one dense file of 1 GiB, never a reflink.",
        from,
        to,
        DENSE,
        Kind.COPY,
        List.of(
            Peer.movefile("\"$MOVEFILE\" copy --reflink=never \"$IMAGE/file\" \"$ROOT/file\""),
            new Peer(
                "cp --reflink=never", "cp -a --reflink=never \"$IMAGE/file\" \"$ROOT/file\"")));
  }

  private static Workload sparse(String from, String to) {
    return new Workload(
        "W3 " + from + "→" + to,
        "A copy of one file of 10 GiB with 1,024 extents of 64 KiB; as many blocks are wanted.",
        from,
        to,
        SPARSE,
        Kind.COPY,
        List.of(Peer.movefile(COPY), new Peer("cp -a", "cp -a \"$IMAGE/file\" \"$ROOT/file\"")));
  }

  private static Workload reflink(String type) {
    return new Workload(
        "W4 " + type,
        "A copy of one file of 1 GiB where the file system can share its extents.",
        type,
        type,
        DENSE,
        Kind.COPY,
        List.of(Peer.movefile(COPY), cpReflink()));
  }

  static Peer cpReflink() {
    return new Peer("cp --reflink=always", "cp -a --reflink=always \"$IMAGE/file\" \"$ROOT/file\"");
  }

  private static Workload coldStart() {
    return new Workload(
        "Start",
        "One file of 1 KiB moved by a process of its own, on one file system; an empty program"
            + " is what the JVM takes alone.",
        "ext4",
        "ext4",
        EMPTY + "head -c " + SMALL_BYTES + " /dev/urandom >\"$IMAGE/file\"",
        Kind.MOVED,
        List.of(
            Peer.movefile("\"$MOVEFILE\" move \"$IMAGE/file\" \"$ROOT/file\""),
            Peer.idle(
                "empty Java program",
                "$JAVA -cp \"$PEERS\" io.github.movefile.benchmarks.peers.Empty"),
            new Peer("mv", "mv \"$IMAGE/file\" \"$ROOT/file\"")));
  }
}
