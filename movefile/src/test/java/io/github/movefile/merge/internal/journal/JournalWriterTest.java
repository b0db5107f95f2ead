// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.syscalls.DataCalls;
import io.github.movefile.syscalls.Errno;
import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Fault;
import io.github.movefile.syscalls.testing.FaultInjectingSyscalls;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JournalWriterTest extends JournalFixture {
  private static final int BUFFER = 64 << 10;
  private static final int THREADS = 4;
  private static final int LISTS = 500;

  private final FaultInjectingSyscalls faults = new FaultInjectingSyscalls(calls);

  private static void assertFails(Errno expected, ThrowingCallable call) {
    ErrnoException failure = catchThrowableOfType(ErrnoException.class, call);
    assertThat(failure).as("fails with " + expected).isNotNull();
    assertThat(failure.errno()).isEqualTo(expected);
  }

  private static void assertEverythingFails(Errno expected, JournalWriter writer) {
    List<JournalRecord> records = SampleRecords.SMALL_SURVEY;
    assertFails(expected, () -> writer.append(records.get(0)));
    assertFails(expected, () -> writer.append(records));
    assertFails(expected, writer::seal);
    assertFails(expected, writer::force);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4096})
  void shortCounts_areGoneOnFrom(int atMost) throws Exception {
    faults.shortenAlways("pwrite", atMost).shortenAlways("pread", atMost);
    List<JournalRecord> records = new ArrayList<>(SampleRecords.SMALL_SURVEY);
    if (atMost > 1) {
      records.add(SampleRecords.large(BUFFER));
    }
    Seal seal = write(faults.syscalls(), JournalKind.SURVEY, records);
    assertThat(seal).isEqualTo(JournalReader.check(calls, directory, JournalKind.SURVEY));
    assertThat(read(faults.syscalls(), JournalKind.SURVEY)).isEqualTo(records);
  }

  /** Around each border of the buffer. */
  @Test
  void recordsLongerThanTheBuffer_areWritten() throws Exception {
    List<JournalRecord> records = new ArrayList<>();
    for (int size = BUFFER - 120; size < BUFFER + 20; size += 7) {
      records.add(SampleRecords.large(size));
    }
    records.add(SampleRecords.large(5 * BUFFER));
    write(JournalKind.SURVEY, records);
    assertThat(read(JournalKind.SURVEY)).isEqualTo(records);
  }

  @Test
  void records_areBuffered() throws Exception {
    write(faults.syscalls(), JournalKind.CHANGES, SampleRecords.SMALL_CHANGES);
    assertThat(faults.count("pwrite")).isEqualTo(1);
    assertThat(faults.count("fsync")).isZero();
  }

  @Test
  void failedWrite_leavesTheWriterFailed() throws Exception {
    faults.arm(Fault.once("pwrite", 1, Errno.ENOSPC));
    try (JournalWriter writer =
        JournalWriter.create(faults.syscalls(), directory, JournalKind.SURVEY)) {
      assertFails(Errno.ENOSPC, () -> writer.append(SampleRecords.large(2 * BUFFER)));
      assertEverythingFails(Errno.ENOSPC, writer);
    }
    assertThat(faults.count("pwrite")).isEqualTo(1);
    assertThat(faults.count("fsync")).isZero();
    assertMalformed(JournalKind.SURVEY, "not sealed");
  }

  @Test
  void failedSeal_isNoSeal() throws Exception {
    faults.arm(Fault.once("pwrite", 1, Errno.EIO));
    try (JournalWriter writer =
        JournalWriter.create(faults.syscalls(), directory, JournalKind.SURVEY)) {
      writer.append(SampleRecords.SMALL_SURVEY);
      assertFails(Errno.EIO, writer::seal);
      assertEverythingFails(Errno.EIO, writer);
    }
    assertMalformed(JournalKind.SURVEY, "not sealed");
  }

  @Test
  void failedFsync_leavesTheWriterFailed() throws Exception {
    faults.arm(Fault.once("fsync", 1, Errno.EIO));
    try (JournalWriter writer =
        JournalWriter.create(faults.syscalls(), directory, JournalKind.SURVEY)) {
      writer.append(SampleRecords.SMALL_SURVEY);
      assertFails(Errno.EIO, writer::force);
      assertEverythingFails(Errno.EIO, writer);
    }
    assertThat(faults.count("fsync")).isEqualTo(1);
    assertMalformed(JournalKind.SURVEY, "not sealed");
  }

  /** Whichever write fails, there is no file that passes for a whole one. */
  @Test
  void everyWrite_mayFail() throws Exception {
    List<JournalRecord> records = Collections.nCopies(3, SampleRecords.large(BUFFER));
    write(faults.syscalls(), JournalKind.SURVEY, records);
    int writes = faults.count("pwrite");
    assertThat(writes).isGreaterThan(3);
    for (int n = 1; n <= writes; n++) {
      Files.delete(path(JournalKind.SURVEY));
      FaultInjectingSyscalls once = new FaultInjectingSyscalls(calls);
      once.arm(Fault.once("pwrite", n, Errno.EDQUOT));
      assertFails(Errno.EDQUOT, () -> write(once.syscalls(), JournalKind.SURVEY, records));
      assertMalformed(JournalKind.SURVEY, "write " + n);
    }
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void writeOfNothing_isNotTriedForEver() throws Exception {
    DataCalls real = calls.data();
    Object idle =
        Proxy.newProxyInstance(
            DataCalls.class.getClassLoader(),
            new Class<?>[] {DataCalls.class},
            (self, method, arguments) -> {
              try {
                return method.getName().equals("pwrite") ? 0 : method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
    Syscalls stuck = new Syscalls(calls.paths(), (DataCalls) idle, calls.xattrs());
    assertFails(Errno.ENOSPC, () -> write(stuck, JournalKind.SURVEY, SampleRecords.SMALL_SURVEY));
    Seal seal = new Seal(1, 2);
    assertFails(Errno.ENOSPC, () -> CommitMark.write(stuck, directory, seal, seal, false));
  }

  @ParameterizedTest
  @EnumSource
  void sealedFile_takesNoMore(JournalKind kind) throws Exception {
    try (JournalWriter writer = JournalWriter.create(faults.syscalls(), directory, kind)) {
      writer.seal();
      JournalRecord record = SampleRecords.small(kind).get(0);
      assertThatThrownBy(() -> writer.append(record)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> writer.append(List.of(record)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(writer::seal).isInstanceOf(IllegalStateException.class);
      writer.force();
    }
    assertThat(faults.count("fsync")).isEqualTo(1);
    assertThat(read(kind)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"openat", "close"})
  void failures_leakNothing(String call) {
    faults.arm(Fault.always(call, Errno.EIO));
    assertFails(Errno.EIO, () -> write(faults.syscalls(), JournalKind.SURVEY, List.of()));
  }

  /** The lists of several threads don't mix. */
  @Test
  void lists_areContiguous() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (JournalWriter writer = JournalWriter.create(calls, directory, JournalKind.CHANGES)) {
      List<Future<?>> appenders = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int thread = t;
        appenders.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < LISTS; i++) {
                    writer.append(list(thread, i));
                  }
                  return null;
                }));
      }
      for (Future<?> appender : appenders) {
        appender.get();
      }
      writer.seal();
    } finally {
      threads.shutdownNow();
    }
    List<JournalRecord> all = read(JournalKind.CHANGES);
    int[] next = new int[THREADS];
    int at = 0;
    while (at < all.size()) {
      InDirectory first = (InDirectory) all.get(at);
      int thread = Integer.parseInt(first.imagePath().toString());
      List<JournalRecord> expected = list(thread, next[thread]++);
      assertThat(all.subList(at, at + expected.size())).isEqualTo(expected);
      at += expected.size();
    }
    assertThat(next).containsOnly(LISTS);
  }

  private static List<JournalRecord> list(int thread, int i) {
    List<JournalRecord> list = new ArrayList<>();
    list.add(new InDirectory(RawPath.of("" + thread), RawPath.of("" + i), false));
    for (int n = 0; n < i % 9; n++) {
      list.add(
          new NewEntry(RawPath.of(thread + "-" + i + "-" + n), RawPath.of("s"), thread, i, null));
    }
    return list;
  }
}
