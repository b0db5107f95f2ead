// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.filecopy.Cancellation;
import io.github.movefile.move.MoveOptions;
import java.util.Set;

/** How a tree is merged. Immutable; {@link #defaults()} is right for most. */
public final class MergeOptions {
  private static final MergeOptions DEFAULTS = builder().build();

  private final MoveOptions move;
  private final ImageDisposal disposal;
  private final MergeListener listener;
  private final DirectoryLinks directoryLinks;
  private final ExistingDirectories existingDirectories;
  private final UnchangedFiles unchanged;
  private final CollisionPolicy collisions;
  private final Protection protection;
  private final Set<String> digests;
  private final Cancellation cancellation;
  private final int workers;
  private final int mostWorkers;
  private final Atomicity atomicity;

  private MergeOptions(Builder b) {
    move = b.move;
    disposal = b.disposal;
    listener = b.listener;
    directoryLinks = b.directoryLinks;
    existingDirectories = b.existingDirectories;
    unchanged = b.unchanged;
    collisions = b.collisions;
    protection = b.protection;
    digests = Set.copyOf(b.digests);
    cancellation = b.cancellation;
    workers = b.workers;
    mostWorkers = b.mostWorkers;
    atomicity = b.atomicity;
  }

  /**
   * The image is consumed, and files are moved with {@link MoveOptions#defaults()}.
   *
   * @return the defaults
   */
  public static MergeOptions defaults() {
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
    Builder b = new Builder();
    b.move = move;
    b.disposal = disposal;
    b.listener = listener;
    b.directoryLinks = directoryLinks;
    b.existingDirectories = existingDirectories;
    b.unchanged = unchanged;
    b.collisions = collisions;
    b.protection = protection;
    b.digests = digests;
    b.cancellation = cancellation;
    b.workers = workers;
    b.mostWorkers = mostWorkers;
    b.atomicity = atomicity;
    return b;
  }

  /**
   * How each file is moved.
   *
   * @return by default {@link MoveOptions#defaults()}
   */
  public MoveOptions move() {
    return move;
  }

  /**
   * What becomes of the image.
   *
   * @return by default {@link ImageDisposal#CONSUME}
   */
  public ImageDisposal disposal() {
    return disposal;
  }

  /**
   * Who hears of each entry.
   *
   * @return by default nobody
   */
  public MergeListener listener() {
    return listener;
  }

  /**
   * What is done with a directory over a symbolic link to one.
   *
   * @return by default {@link DirectoryLinks#FOLLOW_INSIDE}
   */
  public DirectoryLinks directoryLinks() {
    return directoryLinks;
  }

  /**
   * What becomes of the metadata of directories that are there.
   *
   * @return by default {@link ExistingDirectories#KEEP}
   */
  public ExistingDirectories existingDirectories() {
    return existingDirectories;
  }

  /**
   * What is done with files that the root has already.
   *
   * @return by default {@link UnchangedFiles#LEAVE}
   */
  public UnchangedFiles unchanged() {
    return unchanged;
  }

  /**
   * What is done where a directory meets something else.
   *
   * @return by default {@link CollisionPolicy#FAIL}
   */
  public CollisionPolicy collisions() {
    return collisions;
  }

  /**
   * Which files belong to the root's admin.
   *
   * @return by default {@link Protection#NONE}
   */
  public Protection protection() {
    return protection;
  }

  /**
   * Which digests of regular files the manifest has, by JDK name such as {@code "SHA-256"}.
   *
   * @return by default none
   */
  public Set<String> digests() {
    return digests;
  }

  /**
   * Who may end the merge between two files.
   *
   * @return by default nobody
   */
  public Cancellation cancellation() {
    return cancellation;
  }

  /**
   * How many threads merge, the caller's among them, as long as the processors are busy.
   *
   * @return by default one a processor, at most 8
   */
  public int workers() {
    return workers;
  }

  /**
   * How many threads merge while all wait for a disk.
   *
   * @return by default 8; {@link #workers} where that was set
   */
  public int mostWorkers() {
    return mostWorkers;
  }

  /**
   * What is seen of a merge that fails or is cut off.
   *
   * @return by default {@link Atomicity#PER_FILE}
   */
  public Atomicity atomicity() {
    return atomicity;
  }

  /** Builds options. Not thread-safe. */
  public static final class Builder {
    private MoveOptions move = MoveOptions.defaults();
    private ImageDisposal disposal = ImageDisposal.CONSUME;
    private MergeListener listener = MergeListener.NONE;
    private DirectoryLinks directoryLinks = DirectoryLinks.FOLLOW_INSIDE;
    private ExistingDirectories existingDirectories = ExistingDirectories.KEEP;
    private UnchangedFiles unchanged = UnchangedFiles.LEAVE;
    private CollisionPolicy collisions = CollisionPolicy.FAIL;
    private Protection protection = Protection.NONE;
    private Set<String> digests = Set.of();
    private Cancellation cancellation = () -> false;
    private Atomicity atomicity = Atomicity.PER_FILE;
    private int mostWorkers = 8;
    private int workers = Math.min(mostWorkers, Runtime.getRuntime().availableProcessors());

    private Builder() {}

    /**
     * Sets how each file is moved.
     *
     * @param value the options; their hard-link candidates are not used
     * @return this
     */
    public Builder move(MoveOptions value) {
      this.move = value;
      return this;
    }

    /**
     * Sets what becomes of the image.
     *
     * @param value the choice
     * @return this
     */
    public Builder disposal(ImageDisposal value) {
      this.disposal = value;
      return this;
    }

    /**
     * Sets who hears of each entry.
     *
     * @param value the listener
     * @return this
     */
    public Builder listener(MergeListener value) {
      this.listener = value;
      return this;
    }

    /**
     * Sets what is done with a directory over a symbolic link to one.
     *
     * @param value the choice
     * @return this
     */
    public Builder directoryLinks(DirectoryLinks value) {
      this.directoryLinks = value;
      return this;
    }

    /**
     * Sets what becomes of the metadata of directories that are there.
     *
     * @param value the choice
     * @return this
     */
    public Builder existingDirectories(ExistingDirectories value) {
      this.existingDirectories = value;
      return this;
    }

    /**
     * Sets what is done with files that the root has already.
     *
     * @param value the choice
     * @return this
     */
    public Builder unchanged(UnchangedFiles value) {
      this.unchanged = value;
      return this;
    }

    /**
     * Sets what is done where a directory meets something else.
     *
     * @param value the choice
     * @return this
     */
    public Builder collisions(CollisionPolicy value) {
      this.collisions = value;
      return this;
    }

    /**
     * Sets which files belong to the root's admin.
     *
     * @param value the choice
     * @return this
     */
    public Builder protection(Protection value) {
      this.protection = value;
      return this;
    }

    /**
     * Sets which digests of regular files the manifest has, by JDK name such as {@code "SHA-256"}.
     * They are those of the bytes as they are copied, so that files are read and written, neither
     * shared nor copied by the kernel; with {@link io.github.movefile.filecopy.Reflink#ALWAYS} they
     * are shared, and read afterwards. What isn't copied is read once.
     *
     * @param value names that {@link java.security.MessageDigest#getInstance(String)} knows; with
     *     another one the merge throws {@link IllegalArgumentException}, before a file is moved, or
     *     with {@code Reflink.ALWAYS} after the first one
     * @return this
     */
    public Builder digests(Set<String> value) {
      this.digests = value;
      return this;
    }

    /**
     * Sets who may end the merge between two files.
     *
     * @param value the choice
     * @return this
     */
    public Builder cancellation(Cancellation value) {
      this.cancellation = value;
      return this;
    }

    /**
     * Sets how many threads merge, the caller's among them. If that is more than one, another may
     * help with a large file, see {@link io.github.movefile.filecopy.CopyOptions#parallel}.
     *
     * @param value at least 1
     * @return this
     * @throws IllegalArgumentException for less
     */
    public Builder workers(int value) {
      if (value < 1) {
        throw new IllegalArgumentException("workers: " + value);
      }
      this.workers = value;
      this.mostWorkers = value;
      return this;
    }

    /**
     * Sets what is seen of a merge that fails or is cut off.
     *
     * @param value the choice; {@link io.github.movefile.move.Durability#BATCHED} implies {@link
     *     Atomicity#TRANSACTION}
     * @return this
     */
    public Builder atomicity(Atomicity value) {
      this.atomicity = value;
      return this;
    }

    /**
     * Makes the options.
     *
     * @return immutable options
     */
    public MergeOptions build() {
      return new MergeOptions(this);
    }
  }
}
