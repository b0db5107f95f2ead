// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.it.inside.gnu;

import io.github.movefile.cli.Main;
import io.github.movefile.syscalls.ErrnoException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** Runs plans: has the shells and the movers of both users. Of one thread. */
final class Bench implements AutoCloseable {
  private static final double MILLIS = 1000;

  /** The kernel's clock for files goes by ticks. */
  private static final double TICK = 0.05;

  private final Map<Users, Shell> shells = new EnumMap<>(Users.class);
  private final Map<Users, Mover> movers = new EnumMap<>(Users.class);

  Bench() {
    for (Users user : Users.values()) {
      shells.put(user, new Shell(user));
      movers.put(user, new Mover(user));
    }
  }

  /**
   * What an operation has left.
   *
   * @param outcome what was said
   * @param world what is there
   */
  record After(Outcome outcome, World world) {}

  /** Lets GNU and MoveFile do the same thing to the same world. */
  Trial run(Plan plan) throws ErrnoException {
    WorldBuilder builder = new WorldBuilder(plan);
    World before;
    After gnu;
    remove(plan); // what an earlier run was killed in
    try {
      double start = now();
      builder.build();
      before = observer(plan).look(start);
      builder.setTimes();
      gnu = after(plan, builder, () -> runGnu(plan));
    } finally {
      tearDown(plan, builder);
    }
    After ours = runInNewWorld(plan, () -> of(movers, plan.user()).run(plan.operation()));
    return new Trial(plan, before, gnu.outcome(), gnu.world(), ours.outcome(), ours.world());
  }

  /** Lets the command of MoveFile do it too. */
  After runCommand(Plan plan) throws ErrnoException {
    String java = String.join(" ", Mover.java()) + " " + Main.class.getName();
    String command = java + " " + plan.operation().ours();
    return runInNewWorld(plan, () -> Outcome.of(of(shells, plan.user()).run(command)));
  }

  private After runInNewWorld(Plan plan, Supplier<Outcome> operation) throws ErrnoException {
    WorldBuilder builder = new WorldBuilder(plan);
    try {
      builder.build();
      return after(plan, builder, operation);
    } finally {
      tearDown(plan, builder);
    }
  }

  private Outcome runGnu(Plan plan) {
    return Outcome.of(of(shells, plan.user()).run(plan.operation().gnu(plan.mayWaitForEver())));
  }

  private After after(Plan plan, WorldBuilder builder, Supplier<Outcome> operation)
      throws ErrnoException {
    builder.setFlags();
    double start = now();
    Outcome outcome = operation.get();
    return new After(outcome, observer(plan).look(start));
  }

  private Observer observer(Plan plan) {
    return new Observer(of(shells, Users.ROOT), plan.site());
  }

  private void tearDown(Plan plan, WorldBuilder builder) throws ErrnoException {
    builder.clearFlags();
    remove(plan);
  }

  private void remove(Plan plan) {
    String roots = String.join(" ", plan.site().roots());
    of(shells, Users.ROOT).run("rm -rf " + roots).requireSuccess();
  }

  private static double now() {
    return System.currentTimeMillis() / MILLIS - TICK;
  }

  private static <T> T of(Map<Users, T> all, Users user) {
    T one = all.get(user);
    if (one == null) {
      throw new IllegalStateException("none for " + user);
    }
    return one;
  }

  @Override
  public void close() {
    movers.values().forEach(Mover::close);
    shells.values().forEach(Shell::close);
  }
}
