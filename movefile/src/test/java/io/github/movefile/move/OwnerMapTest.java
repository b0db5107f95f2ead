// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.movefile.move.OwnerMap.Range;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerMapTest {
  private static final int HIGHEST = -2; // 4294967294

  @ParameterizedTest
  @CsvSource({
    "0, 100000",
    "65535, 165535",
    "65536, ",
    "4294967294, 7",
    "4294967293, ",
    "4294967295, ",
    "3000000000, 70000",
    "3000000004, 70004",
    "3000000005, ",
    "2999999999, "
  })
  void id_isShiftedByItsRange(String id, String expected) {
    List<Range> ranges = OwnerMap.parse("0:100000:65536,4294967294:7:1,3000000000:70000:5");
    OwnerMap map = OwnerMap.of(ranges, List.of());

    var mapped = map.uid(Integer.parseUnsignedInt(id));

    assertThat(mapped.isPresent() ? Integer.toUnsignedString(mapped.getAsInt()) : null)
        .isEqualTo(expected);
    assertThat(map.gid(Integer.parseUnsignedInt(id))).isEmpty();
    assertThat(OwnerMap.of(List.of(), ranges).gid(Integer.parseUnsignedInt(id))).isEqualTo(mapped);
  }

  @Test
  void identity_keepsEveryIdButTheOneThatIsNone() {
    for (int id : new int[] {0, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, HIGHEST}) {
      assertThat(OwnerMap.IDENTITY.uid(id)).hasValue(id);
      assertThat(OwnerMap.IDENTITY.gid(id)).hasValue(id);
    }
    assertThat(OwnerMap.IDENTITY.uid(-1)).isEmpty();
    assertThat(OwnerMap.IDENTITY.isIdentity()).isTrue();
    assertThat(OwnerMap.of(OwnerMap.parse("0:0:4294967295"), List.of(Range.ALL)))
        .isEqualTo(OwnerMap.IDENTITY)
        .hasSameHashCodeAs(OwnerMap.IDENTITY)
        .returns(true, OwnerMap::isIdentity);
    assertThat(OwnerMap.of(List.of(Range.ALL), List.of()).isIdentity()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0:0:2,1:5:1",
        "5:0:1,0:7:6",
        "0:10:2,5:11:1",
        "0:0:1,0:5:1",
        "9:3:1,0:3:1",
        "2147483647:0:2,2147483648:10:1",
        "0:0:4294967295,4294967294:0:1"
      })
  void ranges_haveNothingInCommon(String text) {
    List<Range> ranges = OwnerMap.parse(text);

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> OwnerMap.of(ranges, List.of()))
        .withMessageContaining("overlap");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> OwnerMap.of(List.of(), ranges));
  }

  @Test
  void neighbours_areNotOverlapping() {
    OwnerMap map = OwnerMap.of(OwnerMap.parse("1:1:1,0:0:1,2:2:3"), List.of());

    assertThat(map.uid(4)).hasValue(4);
    assertThat(map).hasToString("users [1:1:1, 0:0:1, 2:2:3], groups []");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0:0",
        "0:0:1:1",
        "0:0:0",
        "0:0:1,",
        ",0:0:1",
        "-1:0:1",
        "+1:0:1",
        "0:0:1 ",
        "a:0:1",
        "0:0:4294967296",
        "4294967295:0:1",
        "0:4294967295:1",
        "1:0:4294967295",
        "0:4294967294:2",
        "99999999999:0:1",
        "\u0661:0:1"
      })
  void otherText_isRefused(String text) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> OwnerMap.parse(text));
  }
}
