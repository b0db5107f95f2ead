// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import io.github.movefile.xattr.XattrRules;

/** How a root is compared. Immutable; {@link #defaults()} is right after most merges. */
public final class VerifyOptions {
  private static final VerifyOptions DEFAULTS = builder().build();

  private final DifferenceListener listener;
  private final DirectoryTimes directoryTimes;
  private final DirectoryLinks directoryLinks;
  private final XattrRules xattrs;

  private VerifyOptions(Builder b) {
    listener = b.listener;
    directoryTimes = b.directoryTimes;
    directoryLinks = b.directoryLinks;
    xattrs = b.xattrs;
  }

  /**
   * Nobody hears of differences, and times of directories aren't compared.
   *
   * @return the defaults
   */
  public static VerifyOptions defaults() {
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
   * Who hears of each difference.
   *
   * @return by default nobody
   */
  public DifferenceListener listener() {
    return listener;
  }

  /**
   * Whether times of directories are compared.
   *
   * @return by default {@link DirectoryTimes#IGNORE}
   */
  public DirectoryTimes directoryTimes() {
    return directoryTimes;
  }

  /**
   * What is done where the root has a symbolic link for a directory.
   *
   * @return by default {@link DirectoryLinks#FOLLOW_INSIDE}
   */
  public DirectoryLinks directoryLinks() {
    return directoryLinks;
  }

  /**
   * Which extended attributes travel, and so must be equal to the image's.
   *
   * @return by default {@link XattrRules#defaults()}
   */
  public XattrRules xattrs() {
    return xattrs;
  }

  /** Makes options. Not thread-safe. */
  public static final class Builder {
    private DifferenceListener listener = DifferenceListener.NONE;
    private DirectoryTimes directoryTimes = DirectoryTimes.IGNORE;
    private DirectoryLinks directoryLinks = DirectoryLinks.FOLLOW_INSIDE;
    private XattrRules xattrs = XattrRules.defaults();

    private Builder() {}

    /**
     * Sets who hears of each difference.
     *
     * @param value by default {@link DifferenceListener#NONE}
     * @return this
     */
    public Builder listener(DifferenceListener value) {
      listener = value;
      return this;
    }

    /**
     * Sets whether times of directories are compared.
     *
     * @param value by default {@link DirectoryTimes#IGNORE}
     * @return this
     */
    public Builder directoryTimes(DirectoryTimes value) {
      directoryTimes = value;
      return this;
    }

    /**
     * Sets what is done where the root has a symbolic link for a directory: it is followed inside
     * the root, or is a difference of type. It should be what the merge was told.
     *
     * @param value by default {@link DirectoryLinks#FOLLOW_INSIDE}
     * @return this
     */
    public Builder directoryLinks(DirectoryLinks value) {
      directoryLinks = value;
      return this;
    }

    /**
     * Sets which extended attributes are compared: all but those with the policy {@link
     * io.github.movefile.xattr.XattrPolicy#SKIP}.
     *
     * @param value by default {@link XattrRules#defaults()}
     * @return this
     */
    public Builder xattrs(XattrRules value) {
      xattrs = value;
      return this;
    }

    /**
     * Makes the options.
     *
     * @return immutable options
     */
    public VerifyOptions build() {
      return new VerifyOptions(this);
    }
  }
}
