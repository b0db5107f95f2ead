// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What other modules see of this one. */
class PublicApiTest {
  private static List<Class<?>> publicClasses() throws Exception {
    Path root = Path.of(Syscalls.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path directory = root.resolve(Syscalls.class.getPackageName().replace('.', '/'));
    List<Class<?>> classes = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String simpleName = file.getFileName().toString().replace(".class", "");
        if (!simpleName.equals("package-info")) {
          Class<?> type = Class.forName(Syscalls.class.getPackageName() + "." + simpleName);
          if (Modifier.isPublic(type.getModifiers())) {
            classes.add(type);
          }
        }
      }
    } catch (IOException e) {
      throw new AssertionError("run from classes, not from a jar: " + root, e);
    }
    return classes;
  }

  private static void addIfVisible(List<String> signatures, AccessibleObject member) {
    int modifiers = ((Member) member).getModifiers();
    if (Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers)) {
      signatures.add(
          member instanceof Executable executable
              ? executable.toGenericString()
              : ((Field) member).toGenericString());
    }
  }

  private static List<String> signatures(Class<?> type) {
    List<String> signatures = new ArrayList<>();
    signatures.add(type.toGenericString());
    signatures.add(String.valueOf(type.getGenericSuperclass()));
    Stream.of(type.getGenericInterfaces()).map(Object::toString).forEach(signatures::add);
    for (Method method : type.getDeclaredMethods()) {
      addIfVisible(signatures, method);
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      addIfVisible(signatures, constructor);
    }
    for (Field field : type.getDeclaredFields()) {
      addIfVisible(signatures, field);
    }
    return signatures;
  }

  @Test
  void noSignature_mentionsJnrOrInternals() throws Exception {
    List<Class<?>> classes = publicClasses();
    assertThat(classes).contains(Syscalls.class, Identity.class, NativeLayer.Absent.class);
    for (Class<?> type : classes) {
      for (String signature : signatures(type)) {
        assertThat(signature).as(type.getName()).doesNotContain("jnr.", "com.kenai", ".internal.");
      }
    }
  }

  @Test
  void everyCall_throwsErrnoExceptionAndNothingElse() {
    for (Class<?> type : List.of(PathCalls.class, DataCalls.class, XattrCalls.class)) {
      for (Method method : type.getMethods()) {
        assertThat(method.getExceptionTypes())
            .as(method.getName())
            .containsExactly(ErrnoException.class);
      }
    }
  }
}
