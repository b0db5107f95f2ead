// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls.testing;

import java.io.PrintWriter;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;

/**
 * Runs test classes and exits with 0 if all passed and at least one ran.
 *
 * <p>The launcher of JUnit is used by reflection: Surefire brings it along when tests run, so that
 * no module has to ask for it.
 */
final class JUnitMain {
  static final String LAUNCHER = "org.junit.platform.launcher.Launcher";

  private static final String PACKAGE = "org.junit.platform.launcher.";

  private JUnitMain() {}

  public static void main(String[] testClasses) throws ReflectiveOperationException {
    List<? extends DiscoverySelector> selectors =
        Arrays.stream(testClasses).map(DiscoverySelectors::selectClass).toList();
    Object builder = type("core.LauncherDiscoveryRequestBuilder").getMethod("request").invoke(null);
    builder.getClass().getMethod("selectors", List.class).invoke(builder, selectors);
    Object request = builder.getClass().getMethod("build").invoke(builder);
    Object summary = run(request);

    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    Class<?> summaryType = type("listeners.TestExecutionSummary");
    summaryType.getMethod("printTo", PrintWriter.class).invoke(summary, out);
    summaryType.getMethod("printFailuresTo", PrintWriter.class).invoke(summary, out);
    long failed = (long) summaryType.getMethod("getTotalFailureCount").invoke(summary);
    long started = (long) summaryType.getMethod("getTestsStartedCount").invoke(summary);
    System.exit(failed == 0 && started > 0 ? 0 : 1);
  }

  private static Object run(Object request) throws ReflectiveOperationException {
    Object launcher = type("core.LauncherFactory").getMethod("create").invoke(null);
    Object listener = type("listeners.SummaryGeneratingListener").getConstructor().newInstance();
    Object listeners = Array.newInstance(type("TestExecutionListener"), 1);
    Array.set(listeners, 0, listener);
    type("Launcher")
        .getMethod("execute", type("LauncherDiscoveryRequest"), listeners.getClass())
        .invoke(launcher, request, listeners);
    return listener.getClass().getMethod("getSummary").invoke(listener);
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(PACKAGE + name);
  }
}
