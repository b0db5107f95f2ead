// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.filecopy;

import io.github.movefile.filecopy.internal.DigestNames;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** How to copy. Immutable; {@link #defaults()} is right for most. */
public final class CopyOptions {
  private static final Set<CopyMethod> ALL =
      Collections.unmodifiableSet(EnumSet.allOf(CopyMethod.class));
  private static final CopyOptions DEFAULTS = builder().build();

  private final Reflink reflink;
  private final Sparse sparse;
  private final boolean trustHoles;
  private final boolean parallel;
  private final Optional<Set<CopyMethod>> methods;
  private final Optional<CopyProgress> progress;
  private final Optional<Cancellation> cancellation;
  private final Set<String> digests;

  private CopyOptions(Builder builder) {
    reflink = builder.reflink;
    sparse = builder.sparse;
    trustHoles = builder.trustHoles;
    parallel = builder.parallel;
    methods = builder.methods;
    progress = builder.progress;
    cancellation = builder.cancellation;
    digests = builder.digests;
  }

  /**
   * Holes kept, blocks shared where that works, whatever method is fastest.
   *
   * @return the defaults
   */
  public static CopyOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Starts from the defaults.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts from these options.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.reflink = reflink;
    builder.sparse = sparse;
    builder.trustHoles = trustHoles;
    builder.parallel = parallel;
    builder.methods = methods;
    builder.progress = progress;
    builder.cancellation = cancellation;
    builder.digests = digests;
    return builder;
  }

  /**
   * Whether blocks may be shared.
   *
   * @return {@link Reflink#AUTO} by default
   */
  public Reflink reflink() {
    return reflink;
  }

  /**
   * What becomes of holes.
   *
   * @return {@link Sparse#AUTO} by default
   */
  public Sparse sparse() {
    return sparse;
  }

  /**
   * Whether what the file system says about holes is believed.
   *
   * @return true by default
   */
  public boolean trustHoles() {
    return trustHoles;
  }

  /**
   * Whether another thread may help with a large file.
   *
   * @return true by default
   */
  public boolean parallel() {
    return parallel;
  }

  /**
   * The methods that may be used.
   *
   * @return all by default
   */
  public Set<CopyMethod> methods() {
    return methods.orElse(ALL);
  }

  /**
   * Whether the methods were chosen by {@link Builder#methods}: then they are asked in their order,
   * whatever the size of the file.
   *
   * @return false by default
   */
  public boolean methodsChosen() {
    return methods.isPresent();
  }

  /**
   * Who is told of the progress.
   *
   * @return empty by default
   */
  public Optional<CopyProgress> progress() {
    return progress;
  }

  /**
   * Who is asked whether to go on.
   *
   * @return empty by default
   */
  public Optional<Cancellation> cancellation() {
    return cancellation;
  }

  /**
   * The algorithms of the digests of the copied bytes.
   *
   * @return unmodifiable, ordered by name; empty by default
   */
  public Set<String> digests() {
    return digests;
  }

  /** Makes {@link CopyOptions}. Not thread-safe. */
  public static final class Builder {
    private Reflink reflink = Reflink.AUTO;
    private Sparse sparse = Sparse.AUTO;
    private boolean trustHoles = true;
    private boolean parallel = true;
    private Optional<Set<CopyMethod>> methods = Optional.empty();
    private Optional<CopyProgress> progress = Optional.empty();
    private Optional<Cancellation> cancellation = Optional.empty();
    private Set<String> digests = Set.of();

    private Builder() {}

    /**
     * Chooses whether blocks may be shared.
     *
     * @param choice {@link Reflink#ALWAYS} goes with neither a digest nor a choice of {@link
     *     Sparse}
     * @return this
     */
    public Builder reflink(Reflink choice) {
      reflink = choice;
      return this;
    }

    /**
     * Chooses what becomes of holes.
     *
     * @param choice anything but {@link Sparse#AUTO} excludes sharing of blocks
     * @return this
     */
    public Builder sparse(Sparse choice) {
      sparse = choice;
      return this;
    }

    /**
     * Whether to believe what lseek(2) says about holes. Some releases of OpenZFS reported holes
     * where data was still dirty (their issue 15526): with {@code false} every byte is read.
     *
     * @param choice false never asks for holes
     * @return this
     */
    public Builder trustHoles(boolean choice) {
      trustHoles = choice;
      return this;
    }

    /**
     * Whether another thread may help where 16 MiB or more are read and written, without a digest
     * or a search for zeros. A process has at most one such helper fewer than processors, and a
     * copy one at most. Listeners are called by the thread that called, and the helper goes on
     * while they are.
     *
     * @param choice false leaves it to the calling thread
     * @return this
     */
    public Builder parallel(boolean choice) {
      parallel = choice;
      return this;
    }

    /**
     * Chooses the methods that may be used, which are then asked in their order, whatever the size
     * of the file. {@link CopyMethod#READ_WRITE} always remains; {@link CopyMethod#PORTABLE} is
     * chosen by {@link FileCopy#portable()} alone.
     *
     * @param choice may be empty
     * @return this
     */
    public Builder methods(Set<CopyMethod> choice) {
      EnumSet<CopyMethod> copy = EnumSet.of(CopyMethod.READ_WRITE);
      copy.addAll(choice);
      methods = Optional.of(Collections.unmodifiableSet(copy));
      return this;
    }

    /**
     * Sets who is told of the progress.
     *
     * @param listener called by the copying thread
     * @return this
     */
    public Builder progress(CopyProgress listener) {
      progress = Optional.of(listener);
      return this;
    }

    /**
     * Sets who is asked whether to go on.
     *
     * @param choice called by the copying thread
     * @return this
     */
    public Builder cancellation(Cancellation choice) {
      cancellation = Optional.of(choice);
      return this;
    }

    /**
     * Asks for digests of the copied bytes in the same pass, holes as the zeros they read as. The
     * bytes have to come by for that: only {@link CopyMethod#READ_WRITE} is used.
     *
     * @param algorithms names that {@link java.security.MessageDigest#getInstance(String)} knows,
     *     such as {@code "SHA-256"}; empty for none
     * @return this
     * @throws IllegalArgumentException if it doesn't know one of them
     */
    public Builder digests(Set<String> algorithms) {
      digests = DigestNames.known(algorithms);
      return this;
    }

    /**
     * Makes the options.
     *
     * @return the options
     * @throws IllegalArgumentException if {@link Reflink#ALWAYS} meets a digest, a {@link Sparse}
     *     other than AUTO, or methods without {@link CopyMethod#REFLINK}
     */
    public CopyOptions build() {
      if (reflink == Reflink.ALWAYS) {
        requireWithReflink(digests.isEmpty(), "no digest");
        requireWithReflink(sparse == Sparse.AUTO, "Sparse.AUTO");
        requireWithReflink(
            methods.isEmpty() || methods.get().contains(CopyMethod.REFLINK), "that method");
      }
      return new CopyOptions(this);
    }

    private static void requireWithReflink(boolean given, String what) {
      if (!given) {
        throw new IllegalArgumentException("Reflink.ALWAYS needs " + what);
      }
    }
  }
}
