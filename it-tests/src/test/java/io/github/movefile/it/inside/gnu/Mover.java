// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import io.github.movefile.syscalls.testing.JavaProcess;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** MoveFile in a JVM of its own, as some user. Of one thread. */
final class Mover implements AutoCloseable {
  private final Process process;
  private final DataOutputStream in;
  private final DataInputStream out;

  Mover(Users user) {
    List<String> words = new ArrayList<>(user.wrapper());
    words.addAll(java());
    words.add(MoverMain.class.getName());
    try {
      process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    in = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    out = new DataInputStream(new BufferedInputStream(process.getInputStream()));
  }

  /** The words that run a class with the class path of this one. */
  static List<String> java() {
    List<String> words = new ArrayList<>();
    words.add(ProcessHandle.current().info().command().orElse("java"));
    words.addAll(JavaProcess.SHORT_RUN);
    words.addAll(List.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return List.copyOf(words);
  }

  Outcome run(Operation operation) {
    try {
      in.writeUTF(operation.verb().name());
      in.writeUTF(operation.source());
      in.writeUTF(operation.target());
      in.flush();
      boolean done = out.readBoolean();
      String text = out.readUTF();
      String losses = out.readUTF();
      return new Outcome(done, text, losses.isEmpty() ? List.of() : List.of(losses.split(" ")));
    } catch (IOException e) {
      throw new UncheckedIOException("MoveFile has ended in " + operation, e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
