// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import io.github.movefile.syscalls.AtFlags;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.OpenFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.RenameFlags;
import io.github.movefile.syscalls.ResolveFlags;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.syscalls.testing.Interception.Call;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Arguments and results of calls as text. */
final class CallText {
  /** Which argument is a mode, and shown in octal. */
  private static final Map<String, Integer> MODE_ARGUMENT =
      Map.of("openat", 3, "openat2", 3, "mkdirat", 2, "mknodat", 3, "fchmodat", 2, "fchmod", 1);

  private static final List<String> ACCESS_MODES = List.of("READ_ONLY", "WRITE_ONLY", "READ_WRITE");

  private CallText() {}

  static String arguments(Call call) {
    int mode = MODE_ARGUMENT.getOrDefault(call.name(), -1);
    return IntStream.range(0, call.arguments().size())
        .mapToObj(i -> argument(call.arguments().get(i), i == mode))
        .collect(Collectors.joining(", "));
  }

  static String result(@Nullable Object result) {
    return result == null ? "" : text(result);
  }

  private static String argument(Object value, boolean isMode) {
    return isMode ? String.format("%04o", (int) value) : text(value);
  }

  private static String text(Object value) {
    if (value instanceof RawPath path) {
      return path.quoted();
    } else if (value instanceof byte[] bytes) {
      return bytes.length + " bytes";
    } else if (value instanceof ByteBuffer buffer) {
      return buffer.remaining() + " bytes";
    } else if (value instanceof List<?> list) {
      return list.size() + " entries";
    } else if (value instanceof Timespec time) {
      return time(time);
    } else if (value instanceof OpenFlags f) {
      return openFlags(f);
    } else if (value instanceof AtFlags f) {
      return names(AtFlags.class, c -> isIn(f.bits(), c.bits()));
    } else if (value instanceof RenameFlags f) {
      return names(RenameFlags.class, c -> isIn(f.bits(), c.bits()));
    } else if (value instanceof ResolveFlags f) {
      return names(ResolveFlags.class, c -> isIn(f.bits(), c.bits()));
    } else if (value instanceof InodeFlags f) {
      return names(InodeFlags.class, c -> isIn(f.bits(), c.bits()));
    }
    return value.toString();
  }

  private static String time(Timespec time) {
    String name = names(Timespec.class, time::equals);
    return name.isEmpty() ? String.format("%d.%09d", time.seconds(), time.nanos()) : name;
  }

  private static String openFlags(OpenFlags flags) {
    String access = ACCESS_MODES.get(flags.accessMode());
    String more =
        names(
            OpenFlags.class, c -> c != OpenFlags.READ_ONLY && c.accessMode() == 0 && flags.has(c));
    return more.isEmpty() ? access : access + "|" + more;
  }

  private static boolean isIn(int bits, int constant) {
    return constant == 0 ? bits == 0 : (bits & constant) == constant;
  }

  /** Names of the constants that a type has of its own. */
  private static <T> String names(Class<T> type, Predicate<T> isIn) {
    List<String> names = new ArrayList<>();
    for (Field field : type.getFields()) {
      try {
        if (field.getType() == type && isIn.test(type.cast(field.get(null)))) {
          names.add(field.getName());
        }
      } catch (IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }
    return String.join("|", names);
  }
}
