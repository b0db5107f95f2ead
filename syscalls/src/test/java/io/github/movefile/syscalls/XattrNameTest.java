// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.syscalls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Names of attributes as bytes. */
class XattrNameTest {
  @Test
  void emptyNamesAndNul_areRejected() {
    assertThatThrownBy(() -> XattrName.of("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> XattrName.of("a\0")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void order_isThatOfUnsignedBytes() {
    XattrName high = XattrName.of(new byte[] {(byte) 0xff});
    assertThat(XattrName.of("a")).isLessThan(XattrName.of("b")).isLessThan(XattrName.of("aa"));
    assertThat(XattrName.of("z")).isLessThan(high);
  }

  @Test
  void equality_isThatOfTheBytes_whichAreCopied() {
    byte[] bytes = {'a'};
    XattrName name = XattrName.of(bytes);
    bytes[0] = 'x';
    name.bytes()[0] = 'x';
    assertThat(name).isEqualTo(XattrName.of("a")).hasSameHashCodeAs(XattrName.of("a"));
    assertThat(name).isNotEqualTo(XattrName.of("b")).isNotEqualTo("a");
  }

  @Test
  void text_isPrintable() {
    assertThat(XattrName.of(new byte[] {'u', '\n', (byte) 0xff})).hasToString("u\\n\\377");
  }
}
