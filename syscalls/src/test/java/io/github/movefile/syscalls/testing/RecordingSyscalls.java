// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import io.github.movefile.syscalls.ErrnoException;
import io.github.movefile.syscalls.Syscalls;
import io.github.movefile.syscalls.testing.Interception.Call;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * System calls that are written down: name, arguments and result as text, in the order in which
 * they returned. Calls are named by the methods of {@code PathCalls}, {@code DataCalls} and {@code
 * XattrCalls}, plus {@code close}. Thread-safe.
 */
public final class RecordingSyscalls {
  private final Syscalls syscalls;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * One call.
   *
   * @param name of the method
   * @param arguments such as {@code AT_FDCWD, 'a b', 0644}: names quoted, modes in octal
   * @param result such as {@code fd 7}, {@code 4096} or {@code ENOENT}; empty for nothing
   */
  public record Entry(String name, String arguments, String result) {
    /**
     * The call as strace(1) would show it.
     *
     * @return such as {@code fchmod(fd 7, 0644)} or {@code pread(fd 7, 10 bytes, 0) = 10}
     */
    @Override
    public String toString() {
      return name + "(" + arguments + ")" + (result.isEmpty() ? "" : " = " + result);
    }
  }

  /**
   * Records calls.
   *
   * @param real what makes them
   */
  public RecordingSyscalls(Syscalls real) {
    this.syscalls = Interception.around(real, this::around);
  }

  /**
   * The calls to hand to the code under test.
   *
   * @return always the same
   */
  public Syscalls syscalls() {
    return syscalls;
  }

  /**
   * All calls so far.
   *
   * @return a copy
   */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /**
   * The names of all calls so far.
   *
   * @return a copy, in order, with repetitions
   */
  public List<String> names() {
    return entries().stream().map(Entry::name).toList();
  }

  /**
   * All uses of a call so far.
   *
   * @param name which
   * @return a copy, in order
   */
  public List<Entry> entries(String name) {
    Interception.requireKnown(name);
    return entries().stream().filter(e -> e.name().equals(name)).toList();
  }

  /**
   * How often a call was used so far.
   *
   * @param name which
   * @return 0 or more
   */
  public int count(String name) {
    return entries(name).size();
  }

  /** Forgets all calls so far. */
  public synchronized void clear() {
    entries.clear();
  }

  /**
   * Fails unless calls happened in this order, with others in between or not.
   *
   * @param inOrder names; one that is repeated must have happened again
   */
  public void assertOrder(String... inOrder) {
    List<Entry> all = entries();
    int at = 0;
    for (String name : inOrder) {
      Interception.requireKnown(name);
      while (at < all.size() && !all.get(at).name().equals(name)) {
        at++;
      }
      if (at == all.size()) {
        throw failure("no " + name + " in the order " + String.join(", ", inOrder), all);
      }
      at++;
    }
  }

  /**
   * Fails unless both calls happened, and no use of the second before the last use of the first.
   *
   * @param earlier a call
   * @param later another
   */
  public void assertAllBefore(String earlier, String later) {
    List<Entry> all = entries();
    List<String> names = all.stream().map(Entry::name).toList();
    int last = names.lastIndexOf(Interception.requireKnown(earlier));
    int first = names.indexOf(Interception.requireKnown(later));
    if (last < 0 || first < last) {
      throw failure("not every " + earlier + " before every " + later, all);
    }
  }

  /**
   * Fails if a call happened.
   *
   * @param name which
   */
  public void assertNever(String name) {
    if (count(name) > 0) {
      throw failure(name + " was used", entries());
    }
  }

  private static AssertionError failure(String message, List<Entry> all) {
    StringBuilder text = new StringBuilder(message).append("; the calls were:");
    all.forEach(entry -> text.append("\n  ").append(entry));
    return new AssertionError(text);
  }

  private @Nullable Object around(Call call) throws ErrnoException {
    // As text at once: the position of a buffer moves, and a descriptor is closed.
    String arguments = CallText.arguments(call);
    try {
      Object result = call.proceed();
      add(new Entry(call.name(), arguments, CallText.result(result)));
      return result;
    } catch (ErrnoException e) {
      String why = e.errno() + (e.errno().code() == e.code() ? "" : " " + e.code());
      add(new Entry(call.name(), arguments, why));
      throw e;
    }
  }

  private synchronized void add(Entry entry) {
    entries.add(entry);
  }
}
