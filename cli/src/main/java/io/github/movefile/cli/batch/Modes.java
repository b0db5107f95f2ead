// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.cli.batch;

/** Permission bits as chmod(1) takes them. */
final class Modes {
  private static final String WHAT = "permission bits as a string in octal, such as \"0755\"";

  private Modes() {}

  /** Up to four octal digits, or a 0 and four; a JSON number would be taken for decimal. */
  static int of(Members members, String name) throws BadRequestException {
    String text =
        members
            .text(name)
            .orElseThrow(() -> new BadRequestException("missing member '" + name + "'"));
    if (text.isEmpty() || text.length() > 5 || (text.length() == 5 && text.charAt(0) != '0')) {
      throw Members.wrongType(name, WHAT);
    }
    int mode = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 7) {
        throw Members.wrongType(name, WHAT);
      }
      mode = (mode << 3) | digit;
    }
    return mode;
  }
}
