// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.batch;

import com.grack.nanojson.JsonWriter;
import io.github.movefile.cli.shared.Json;
import io.github.movefile.cli.shared.MoveJson;
import io.github.movefile.move.MoveException;
import io.github.movefile.syscalls.ErrnoException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines that answer a request. */
final class Answers {
  private Answers() {}

  /** All was done. */
  static String done(@Nullable Object id, Map<String, Object> result) {
    return answer(id, true, "result", result);
  }

  /** The request was not understood. */
  static String refused(@Nullable Object id, String why) {
    return failed(id, "bad_request", why);
  }

  /** A file could not be moved or copied. */
  static String failed(@Nullable Object id, MoveException e) {
    Map<String, Object> members = MoveJson.failed(e);
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("kind", members.remove("failure"));
    error.putAll(members);
    return answer(id, false, "error", error);
  }

  /** Something else could not be done. */
  static String failed(@Nullable Object id, EntryException e) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("kind", "call_failed");
    Json.putName(error, "path", e.path());
    Throwable cause = e.reason();
    while (cause != null && !(cause instanceof ErrnoException)) {
      cause = cause.getCause();
    }
    if (cause instanceof ErrnoException call) {
      error.put("call", call.call());
      error.put("errno", call.errno().name());
    }
    Throwable told = cause == null ? e.reason() : cause; // the path has its own member
    error.put("message", String.valueOf(told.getMessage()));
    return answer(id, false, "error", error);
  }

  /** A fault of this program. */
  static String broken(@Nullable Object id, RuntimeException e) {
    return failed(id, "internal", e.toString());
  }

  private static String failed(@Nullable Object id, String kind, String message) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("kind", kind);
    error.put("message", message);
    return answer(id, false, "error", error);
  }

  private static String answer(
      @Nullable Object id, boolean ok, String name, Map<String, Object> members) {
    return JsonWriter.string()
        .object()
        .value("id", id)
        .value("ok", ok)
        .object(name, members)
        .end()
        .done();
  }
}
