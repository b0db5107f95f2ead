// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import io.github.movefile.filecopy.CopyOptions;
import io.github.movefile.syscalls.InodeFlags;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import io.github.movefile.xattr.XattrRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a file is moved. Immutable; {@link #defaults()} is right for most. */
public final class MoveOptions {
  private static final MoveOptions DEFAULTS = builder().build();

  private final Optional<Timespec> mtime;
  private final Optional<Timespec> latestMtime;
  private final OwnerMap owners;
  private final List<RawPath> hardLinkCandidates;
  private final Optional<RawPath> imageDirectory;
  private final Durability durability;
  private final SecurityLabel label;
  private final LossPolicy losses;
  private final XattrRules xattrs;
  private final InodeFlags inodeFlags;
  private final CopyOptions copy;

  private MoveOptions(Builder b) {
    mtime = Optional.ofNullable(b.mtime);
    latestMtime = Optional.ofNullable(b.latestMtime);
    owners = b.owners;
    hardLinkCandidates = List.copyOf(b.hardLinkCandidates);
    imageDirectory = Optional.ofNullable(b.imageDirectory);
    durability = b.durability;
    label = b.label;
    losses = b.losses;
    xattrs = b.xattrs;
    inodeFlags = b.inodeFlags;
    copy = b.copy;
  }

  /**
   * All metadata is kept where it can be, each loss is a warning, nothing is synced.
   *
   * @return the defaults
   */
  public static MoveOptions defaults() {
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
    b.mtime = mtime.orElse(null);
    b.latestMtime = latestMtime.orElse(null);
    b.owners = owners;
    b.hardLinkCandidates = hardLinkCandidates;
    b.imageDirectory = imageDirectory.orElse(null);
    b.durability = durability;
    b.label = label;
    b.losses = losses;
    b.xattrs = xattrs;
    b.inodeFlags = inodeFlags;
    b.copy = copy;
    return b;
  }

  /**
   * The target's time of change.
   *
   * @return empty to keep the source's
   */
  public Optional<Timespec> mtime() {
    return mtime;
  }

  /**
   * The time of change that the target of a source gets.
   *
   * @param source the source's
   * @return the one that was set, else the latest one allowed, if the source's is later, else the
   *     source's
   */
  public Timespec mtimeOf(Timespec source) {
    if (mtime.isPresent()) {
      return mtime.get();
    }
    return latestMtime.isPresent() && source.compareTo(latestMtime.get()) > 0
        ? latestMtime.get()
        : source;
  }

  /**
   * The latest time of change that a target gets.
   *
   * @return empty for any
   */
  public Optional<Timespec> latestMtime() {
    return latestMtime;
  }

  /**
   * How owners and groups change.
   *
   * @return by default {@link OwnerMap#IDENTITY}
   */
  public OwnerMap owners() {
    return owners;
  }

  /**
   * Files that the target may become a hard link of.
   *
   * @return in the order in which they are tried
   */
  public List<RawPath> hardLinkCandidates() {
    return hardLinkCandidates;
  }

  /**
   * The prefix that the text of a symbolic link loses.
   *
   * @return empty to leave texts alone
   */
  public Optional<RawPath> imageDirectory() {
    return imageDirectory;
  }

  /**
   * What is awaited.
   *
   * @return by default {@link Durability#NONE}
   */
  public Durability durability() {
    return durability;
  }

  /**
   * Where the security label comes from.
   *
   * @return by default {@link SecurityLabel#INHERIT}
   */
  public SecurityLabel label() {
    return label;
  }

  /**
   * What a loss of metadata does.
   *
   * @return by default {@link LossPolicy#WARN}
   */
  public LossPolicy losses() {
    return losses;
  }

  /**
   * Which extended attributes travel.
   *
   * @return by default {@link XattrRules#defaults()}
   */
  public XattrRules xattrs() {
    return xattrs;
  }

  /**
   * Which inode flags travel.
   *
   * @return by default none, as with GNU cp
   */
  public InodeFlags inodeFlags() {
    return inodeFlags;
  }

  /**
   * How contents are copied.
   *
   * @return by default {@link CopyOptions#defaults()}
   */
  public CopyOptions copy() {
    return copy;
  }

  /** Builds options. Not thread-safe. */
  public static final class Builder {
    private @Nullable Timespec mtime;
    private @Nullable Timespec latestMtime;
    private OwnerMap owners = OwnerMap.IDENTITY;
    private List<RawPath> hardLinkCandidates = List.of();
    private @Nullable RawPath imageDirectory;
    private Durability durability = Durability.NONE;
    private SecurityLabel label = SecurityLabel.INHERIT;
    private LossPolicy losses = LossPolicy.WARN;
    private XattrRules xattrs = XattrRules.defaults();
    private InodeFlags inodeFlags = InodeFlags.NONE;
    private CopyOptions copy = CopyOptions.defaults();

    private Builder() {}

    /**
     * Sets the target's time of change instead of keeping the source's. A target that becomes a
     * hard link keeps the time of the file that it is.
     *
     * @param time exact to the ns, where the file system is
     * @return this
     */
    public Builder mtime(Timespec time) {
      this.mtime = time;
      return this;
    }

    /**
     * Clamps times of change, so that a file that was made by a build has the same time in each one
     * (SOURCE_DATE_EPOCH): a later one of the source becomes this, an earlier one stays. {@link
     * #mtime} wins over it. A directory that is renamed is clamped itself; what is in it isn't. A
     * target that becomes a hard link keeps the time of the file that it is.
     *
     * <p>Times of access stay on every route. Whoever reads a file sets them, so that no build can
     * tell them beforehand; and one that isn't later than the time of change, as after a clamp of
     * both, would be set by the next reader (mount(8), relatime).
     *
     * @param latest exact to the ns, where the file system is
     * @return this
     */
    public Builder latestMtime(Timespec latest) {
      this.latestMtime = latest;
      return this;
    }

    /**
     * Sets how owners and groups change: of the file, of named users and groups in its ACLs, and
     * the root of a capability that has one (revision 3, capabilities(7)). A file of which anything
     * changes is copied, not renamed; so is one with another hard link, which keeps its owner. A
     * target that becomes a hard link of a {@linkplain #hardLinkCandidates candidate} has the
     * candidate's. A directory can't be renamed then: that takes a merge.
     *
     * @param map an id that it doesn't hold fails the move before anything is changed: {@link
     *     MoveFailure#OWNER_NOT_MAPPED}
     * @return this
     */
    public Builder owners(OwnerMap map) {
      this.owners = map;
      return this;
    }

    /**
     * Names files with the same contents, such as the target of another hard link of the source:
     * the first to which a hard link can be made becomes the target. Only regular files are
     * considered.
     *
     * @param candidates in the order to try
     * @return this
     */
    public Builder hardLinkCandidates(List<RawPath> candidates) {
      this.hardLinkCandidates = candidates;
      return this;
    }

    /**
     * Makes symbolic links that point into an image directory point to where they will be: a text
     * {@code /image/usr/lib} becomes {@code /usr/lib}.
     *
     * @param directory an absolute path, as it stands in the texts
     * @return this
     */
    public Builder rewriteSymlinksFrom(Path directory) {
      this.imageDirectory = RawPath.of(directory);
      return this;
    }

    /**
     * Sets what is awaited.
     *
     * @param value the durability
     * @return this
     */
    public Builder durability(Durability value) {
      this.durability = value;
      return this;
    }

    /**
     * Sets where the security label comes from.
     *
     * @param value the choice
     * @return this
     */
    public Builder label(SecurityLabel value) {
      this.label = value;
      return this;
    }

    /**
     * Sets what a loss of metadata does.
     *
     * @param value the policy
     * @return this
     */
    public Builder losses(LossPolicy value) {
      this.losses = value;
      return this;
    }

    /**
     * Sets which extended attributes travel.
     *
     * @param value the rules
     * @return this
     */
    public Builder xattrs(XattrRules value) {
      this.xattrs = value;
      return this;
    }

    /**
     * Sets which inode flags travel, of those that a file may have before it is renamed: not {@link
     * InodeFlags#IMMUTABLE} and {@link InodeFlags#APPEND}, with which a file can't be moved at all.
     *
     * @param mask the flags to keep
     * @return this
     * @throws IllegalArgumentException for a flag that can't travel
     */
    public Builder inodeFlags(InodeFlags mask) {
      if (!mask.only(InodeFlags.IMMUTABLE.with(InodeFlags.APPEND)).isEmpty()) {
        throw new IllegalArgumentException("a file can't be moved while immutable or append-only");
      }
      this.inodeFlags = mask;
      return this;
    }

    /**
     * Sets how contents are copied.
     *
     * @param value the options
     * @return this
     */
    public Builder copy(CopyOptions value) {
      this.copy = value;
      return this;
    }

    /**
     * Makes the options.
     *
     * @return immutable options
     */
    public MoveOptions build() {
      return new MoveOptions(this);
    }
  }
}
