// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.shared;

import io.github.movefile.filecopy.CopyMethod;
import io.github.movefile.filecopy.CopyResult;
import io.github.movefile.filecopy.MethodRefusal;
import io.github.movefile.move.MoveException;
import io.github.movefile.move.MoveResult;
import io.github.movefile.move.MoveWarning;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is said of a file, for programs. */
public final class MoveJson {
  private MoveJson() {}

  /**
   * A file that is in its place.
   *
   * @param source its path
   * @param target its new path
   * @param result what was done
   * @return the members of an object
   */
  public static Map<String, Object> done(RawPath source, RawPath target, MoveResult result) {
    Map<String, Object> json = names(source, target);
    json.put("method", Json.word(result.method()));
    json.put("bytes", result.bytes());
    json.put("mtime_ns", nanos(result.mtime()));
    if (result.copy().isPresent()) {
      CopyResult copy = result.copy().get();
      json.put("copied", bytesByMethod(copy.methods()));
      json.put("hole_bytes", copy.holeBytes());
      json.put("refusals", refusals(copy.refusals()));
    }
    json.put("warnings", warnings(result.warnings()));
    return json;
  }

  /**
   * A file that isn't in its place, or whose source is left.
   *
   * @param e what came of it
   * @return the members of an object
   */
  public static Map<String, Object> failed(MoveException e) {
    Map<String, Object> json = names(e.source(), e.target());
    json.put("failure", Json.word(e.failure()));
    json.put("step", Json.word(e.step()));
    e.call().ifPresent(call -> json.put("call", call));
    e.errno().ifPresent(errno -> json.put("errno", errno.name()));
    json.put("state", Json.word(e.state()));
    json.put("message", String.valueOf(e.getReason()));
    if (!e.warnings().isEmpty()) {
      json.put("warnings", warnings(e.warnings()));
    }
    return json;
  }

  /**
   * What could not be kept.
   *
   * @param warning of a move
   * @return the members of an object
   */
  public static Map<String, Object> warning(MoveWarning warning) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("loss", Json.word(warning.loss()));
    json.put("detail", warning.detail());
    warning
        .cause()
        .ifPresent(
            e -> {
              json.put("call", e.call());
              json.put("errno", e.errno().name());
            });
    return json;
  }

  /**
   * How much was copied in which way.
   *
   * @param methods with the bytes of each
   * @return the members of an object, in the order of the methods
   */
  public static Map<String, Object> bytesByMethod(Map<CopyMethod, Long> methods) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (CopyMethod method : CopyMethod.values()) {
      Long bytes = methods.get(method);
      if (bytes != null) {
        json.put(Json.word(method), bytes);
      }
    }
    return json;
  }

  /**
   * The names of a file.
   *
   * @param source its path
   * @param target its new path
   * @return the members of an object, to which more may be added
   */
  public static Map<String, Object> names(RawPath source, RawPath target) {
    Map<String, Object> json = new LinkedHashMap<>();
    Json.putName(json, "source", source);
    Json.putName(json, "target", target);
    return json;
  }

  /**
   * A time, exact also if its ns don't fit 64 bits.
   *
   * @param time of a file
   * @return ns since 1970
   */
  public static Number nanos(Timespec time) {
    return BigInteger.valueOf(time.seconds())
        .multiply(BigInteger.valueOf(1_000_000_000L))
        .add(BigInteger.valueOf(time.nanos()));
  }

  private static List<Object> refusals(List<MethodRefusal> refusals) {
    List<Object> list = new ArrayList<>();
    for (MethodRefusal refusal : refusals) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("method", Json.word(refusal.method()));
      json.put("reason", refusal.reason());
      list.add(json);
    }
    return list;
  }

  private static List<Object> warnings(List<MoveWarning> warnings) {
    List<Object> list = new ArrayList<>();
    warnings.forEach(warning -> list.add(warning(warning)));
    return list;
  }
}
