// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import io.github.movefile.syscalls.XattrName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a copy does about each attribute: an exclusion, then policies of which the first that
 * matches counts, then a default policy. Beside that, what the target must not have got from its
 * directory.
 *
 * <p>Immutable and thread-safe.
 */
public final class XattrRules {
  private static final XattrRules DEFAULTS = builder().build();

  private record Choice(XattrFilter filter, XattrPolicy policy) {}

  private final XattrFilter excluded;
  private final List<Choice> choices;
  private final XattrPolicy defaultPolicy;
  private final XattrFilter dropped;
  private volatile @Nullable XattrRules keepingInherited;

  private XattrRules(Builder builder) {
    this.excluded = builder.excluded;
    this.choices = List.copyOf(builder.choices);
    this.defaultPolicy = builder.defaultPolicy;
    this.dropped = builder.dropped;
  }

  private XattrRules(
      XattrRules rules, List<Choice> choices, XattrPolicy defaultPolicy, XattrFilter dropped) {
    this.excluded = rules.excluded;
    this.choices = choices;
    this.defaultPolicy = defaultPolicy;
    this.dropped = dropped;
  }

  /**
   * The rules of a builder as it starts: {@link XattrFilter#DEFAULT_EXCLUSION} left out, {@link
   * XattrPolicy#TRY} for the rest, inherited ACLs dropped.
   *
   * @return the same at every call
   */
  public static XattrRules defaults() {
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
   * What to do about an attribute of the source.
   *
   * @param name the attribute
   * @return its policy; {@link XattrPolicy#SKIP} for what is excluded
   */
  public XattrPolicy policyOf(XattrName name) {
    if (excluded.matches(name)) {
      return XattrPolicy.SKIP;
    }
    for (Choice choice : choices) {
      if (choice.filter.matches(name)) {
        return choice.policy;
      }
    }
    return defaultPolicy;
  }

  /**
   * The same for a target that has nothing yet, of which nothing needs to be dropped.
   *
   * @return rules by which it isn't listed
   */
  public XattrRules keepingInherited() {
    XattrRules known = keepingInherited;
    if (known == null) {
      known = dropsAny() ? new XattrRules(this, choices, defaultPolicy, XattrFilter.NONE) : this;
      keepingInherited = known;
    }
    return known;
  }

  /**
   * The same, but for a copy that takes what it gets: what is required is only tried.
   *
   * @return rules without {@link XattrPolicy#REQUIRE}
   */
  public XattrRules requiringNone() {
    List<Choice> tried =
        choices.stream().map(choice -> new Choice(choice.filter, tried(choice.policy))).toList();
    return new XattrRules(this, tried, tried(defaultPolicy), dropped);
  }

  private static XattrPolicy tried(XattrPolicy policy) {
    return policy == XattrPolicy.REQUIRE ? XattrPolicy.TRY : policy;
  }

  /** Whether anything at all may have to be dropped, so that the target has to be listed. */
  boolean dropsAny() {
    return dropped != XattrFilter.NONE;
  }

  /** Whether the target must not keep this unless it came from the source. */
  boolean drops(XattrName name) {
    return dropped.matches(name);
  }

  /** Makes rules. Not thread-safe; can be used again after {@link #build}. */
  public static final class Builder {
    private static final XattrFilter ACLS =
        XattrFilter.of("system.posix_acl_access system.posix_acl_default");

    private final List<Choice> choices = new ArrayList<>();
    private XattrFilter excluded = XattrFilter.DEFAULT_EXCLUSION;
    private XattrPolicy defaultPolicy = XattrPolicy.TRY;
    private XattrFilter dropped = ACLS;

    private Builder() {}

    /**
     * Replaces what is never copied, whatever the policies say.
     *
     * @param filter by default {@link XattrFilter#DEFAULT_EXCLUSION}
     * @return this
     */
    public Builder exclude(XattrFilter filter) {
      excluded = filter;
      return this;
    }

    /**
     * Sets the policy of what no other policy matches.
     *
     * @param policy by default {@link XattrPolicy#TRY}
     * @return this
     */
    public Builder defaultPolicy(XattrPolicy policy) {
      defaultPolicy = policy;
      return this;
    }

    /**
     * Adds a policy behind those added before; the first that matches an attribute counts.
     *
     * @param globs as {@link XattrFilter#of} takes them
     * @param policy the policy of what they match
     * @return this
     */
    public Builder policy(String globs, XattrPolicy policy) {
      choices.add(new Choice(XattrFilter.of(globs), policy));
      return this;
    }

    /**
     * Replaces what is removed from the target unless it was copied from the source: what a new
     * file gets from its directory without asking. A failure to remove counts as the attribute's
     * policy says; if that is {@link XattrPolicy#SKIP}, as {@link XattrPolicy#TRY}.
     *
     * @param filter by default {@code system.posix_acl_access system.posix_acl_default}; {@link
     *     XattrFilter#NONE} saves listing the target
     * @return this
     */
    public Builder dropInherited(XattrFilter filter) {
      dropped = filter;
      return this;
    }

    /**
     * Makes the rules.
     *
     * @return immutable rules
     */
    public XattrRules build() {
      return new XattrRules(this);
    }
  }
}
