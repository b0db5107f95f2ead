// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.move.MoveOptions;

/** How a tree is merged. Immutable; {@link #defaults()} is right for most. */
public final class MergeOptions {
  private static final MergeOptions DEFAULTS = builder().build();

  private final MoveOptions move;
  private final ImageDisposal disposal;
  private final MergeListener listener;

  private MergeOptions(Builder b) {
    move = b.move;
    disposal = b.disposal;
    listener = b.listener;
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

  /** Builds options. Not thread-safe. */
  public static final class Builder {
    private MoveOptions move = MoveOptions.defaults();
    private ImageDisposal disposal = ImageDisposal.CONSUME;
    private MergeListener listener = MergeListener.NONE;

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
     * Makes the options.
     *
     * @return immutable options
     */
    public MergeOptions build() {
      return new MergeOptions(this);
    }
  }
}
