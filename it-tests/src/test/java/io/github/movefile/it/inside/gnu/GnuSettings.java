// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Which cases a run has.
 *
 * @param seed of the first one
 * @param cases how many; each has the next seed
 */
public record GnuSettings(long seed, int cases) {
  private static final String SEED = "movefile.gnu.seed";
  private static final String CASES = "movefile.gnu.cases";

  /**
   * What was asked for on the command line.
   *
   * @param usual the seed and the number of cases without that
   * @return as the system properties say
   */
  public static GnuSettings chosen(GnuSettings usual) {
    return new GnuSettings(Long.getLong(SEED, usual.seed), Integer.getInteger(CASES, usual.cases));
  }

  /**
   * Hands them to a run in a container.
   *
   * @return options of JUnit's console launcher
   */
  public List<String> options() {
    return List.of("--config=" + SEED + "=" + seed, "--config=" + CASES + "=" + cases);
  }

  /**
   * Where the run leaves the names of the rows that explained something, one a line.
   *
   * @return a path in the container
   */
  public String rowsFile() {
    return "/tmp/gnu-rows-" + seed;
  }

  /** The command that runs one case again. */
  static String commandFor(long one) {
    return "./mvnw verify -pl it-tests -am -Dtest=NoSuchTest"
        + " -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=GnuDifferenceIT"
        + " -Dfailsafe.failIfNoSpecifiedTests=false -D"
        + SEED
        + "="
        + one
        + " -D"
        + CASES
        + "=1";
  }

  /** Gives them to the methods of a test class in the container. */
  static final class Resolver implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == GnuSettings.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return new GnuSettings(
          Long.parseLong(context.getConfigurationParameter(SEED).orElseThrow()),
          Integer.parseInt(context.getConfigurationParameter(CASES).orElseThrow()));
    }
  }
}
