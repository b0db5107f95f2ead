// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.xattr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.movefile.syscalls.XattrName;
import org.junit.jupiter.api.Test;

class XattrRulesTest {
  private static final XattrName CAPABILITY = XattrName.of("security.capability");
  private static final XattrName USER = XattrName.of("user.x");
  private static final XattrName SELINUX = XattrName.of("security.selinux");
  private static final XattrName ACL = XattrName.of("system.posix_acl_access");

  @Test
  void defaults_tryEverythingThatIsNotExcluded() {
    assertThat(XattrRules.defaults().policyOf(USER)).isEqualTo(XattrPolicy.TRY);
    assertThat(XattrRules.defaults().policyOf(CAPABILITY)).isEqualTo(XattrPolicy.TRY);
    assertThat(XattrRules.defaults().policyOf(SELINUX)).isEqualTo(XattrPolicy.SKIP);
    assertThat(XattrRules.defaults().drops(ACL)).isTrue();
    assertThat(XattrRules.defaults().drops(XattrName.of("system.posix_acl_default"))).isTrue();
    assertThat(XattrRules.defaults().drops(USER)).isFalse();
  }

  @Test
  void firstPolicyThatMatches_counts() {
    XattrRules rules =
        XattrRules.builder()
            .policy("security.capability user.need*", XattrPolicy.REQUIRE)
            .policy("security.*", XattrPolicy.SKIP)
            .policy("security.capability", XattrPolicy.TRY)
            .build();

    assertThat(rules.policyOf(CAPABILITY)).isEqualTo(XattrPolicy.REQUIRE);
    assertThat(rules.policyOf(XattrName.of("user.needed"))).isEqualTo(XattrPolicy.REQUIRE);
    assertThat(rules.policyOf(XattrName.of("security.SMACK64"))).isEqualTo(XattrPolicy.SKIP);
    assertThat(rules.policyOf(USER)).isEqualTo(XattrPolicy.TRY);
  }

  @Test
  void defaultPolicy_isOfTheRest() {
    XattrRules rules =
        XattrRules.builder()
            .defaultPolicy(XattrPolicy.REQUIRE)
            .policy("user.*", XattrPolicy.TRY)
            .build();

    assertThat(rules.policyOf(CAPABILITY)).isEqualTo(XattrPolicy.REQUIRE);
    assertThat(rules.policyOf(USER)).isEqualTo(XattrPolicy.TRY);
    assertThat(rules.policyOf(SELINUX)).isEqualTo(XattrPolicy.SKIP);
  }

  @Test
  void rulesThatRequireNone_tryThat_andAreOtherwiseTheSame() {
    XattrRules rules =
        XattrRules.builder()
            .defaultPolicy(XattrPolicy.REQUIRE)
            .policy("user.*", XattrPolicy.SKIP)
            .policy("security.capability", XattrPolicy.REQUIRE)
            .build()
            .requiringNone();

    assertThat(rules.policyOf(CAPABILITY)).isEqualTo(XattrPolicy.TRY);
    assertThat(rules.policyOf(ACL)).isEqualTo(XattrPolicy.TRY);
    assertThat(rules.policyOf(USER)).isEqualTo(XattrPolicy.SKIP);
    assertThat(rules.policyOf(SELINUX)).isEqualTo(XattrPolicy.SKIP);
    assertThat(rules.drops(ACL)).isTrue();
  }

  @Test
  void exclusion_standsAbovePolicies_untilItIsReplaced() {
    XattrRules.Builder builder =
        XattrRules.builder().policy("security.selinux", XattrPolicy.REQUIRE);
    assertThat(builder.build().policyOf(SELINUX)).isEqualTo(XattrPolicy.SKIP);

    builder.exclude(XattrFilter.of("user.*"));
    assertThat(builder.build().policyOf(SELINUX)).isEqualTo(XattrPolicy.REQUIRE);
    assertThat(builder.build().policyOf(USER)).isEqualTo(XattrPolicy.SKIP);
  }

  @Test
  void rules_doNotChangeWithTheirBuilder() {
    XattrRules.Builder builder = XattrRules.builder();
    XattrRules rules = builder.build();
    builder.policy("*", XattrPolicy.REQUIRE).defaultPolicy(XattrPolicy.SKIP);

    assertThat(rules.policyOf(USER)).isEqualTo(XattrPolicy.TRY);
  }
}
