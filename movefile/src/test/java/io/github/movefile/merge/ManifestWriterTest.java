// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.movefile.syscalls.FileStat;
import io.github.movefile.syscalls.FileType;
import io.github.movefile.syscalls.RawPath;
import io.github.movefile.syscalls.Timespec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The very lines that are written. */
class ManifestWriterTest {
  private static final Timespec HALF_A_SECOND_BEFORE_1970 = new Timespec(-1, 500_000_000);
  private static final Digest MD5 = Digest.ofHex("0123456789abcdef0123456789ABCDEF");

  private static ManifestEntry entry(FileType type, byte[] path) {
    return new ManifestEntry(
        RawPath.of(path),
        type,
        0755,
        0,
        -2,
        type == FileType.REGULAR ? 5_000_000_000L : 0,
        HALF_A_SECOND_BEFORE_1970,
        FileStat.device(8, -1),
        Optional.empty(),
        Map.of());
  }

  private static ManifestEntry file(String path) {
    ManifestEntry e = entry(FileType.REGULAR, path.getBytes(StandardCharsets.UTF_8));
    return new ManifestEntry(
        e.path(),
        e.type(),
        e.mode(),
        1,
        2,
        e.size(),
        e.mtime(),
        0,
        e.link(),
        Map.of("SHA-256", Digest.ofHex("00ff"), "MD5", MD5));
  }

  private static ManifestEntry link(String path, byte[] text) {
    ManifestEntry e = entry(FileType.SYMLINK, path.getBytes(StandardCharsets.UTF_8));
    return new ManifestEntry(
        e.path(), e.type(), 0777, 0, 0, 0, e.mtime(), 0, Optional.of(RawPath.of(text)), Map.of());
  }

  private static String json(ManifestEntry entry) throws IOException {
    byte[] bytes = ManifestRoundTripTest.written(ManifestWriter::jsonLines, List.of(entry));
    return new String(bytes, StandardCharsets.UTF_8).lines().skip(1).findFirst().orElseThrow();
  }

  private static String contents(ManifestEntry entry) throws IOException {
    byte[] bytes = ManifestRoundTripTest.written(ManifestWriter::contents, List.of(entry));
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void header_isWrittenOnce_evenWithoutEntries() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ManifestWriter writer = ManifestWriter.jsonLines(out);
    writer.flush();
    writer.close();
    writer.close();
    assertThat(out).hasToString("{\"format\":\"movefile-manifest\",\"version\":1}\n");
  }

  @Test
  void file_asJson() throws IOException {
    assertThat(json(file("a/\"b\"")))
        .isEqualTo(
            "{\"path\":\"a/\\\"b\\\"\",\"type\":\"file\",\"mode\":\"0755\",\"uid\":1,\"gid\":2,"
                + "\"size\":5000000000,\"mtime\":\"-0.500000000\",\"digests\":{"
                + "\"md5\":\"0123456789abcdef0123456789abcdef\",\"sha256\":\"00ff\"}}");
  }

  @Test
  void namesThatAreNotUtf8_haveTheirBytes_andIdsNoSign() throws IOException {
    assertThat(json(entry(FileType.DIRECTORY, new byte[] {'a', (byte) 0xff})))
        .isEqualTo(
            "{\"path\":\"a\ufffd\",\"path_bytes\":\"Yf8=\",\"type\":\"directory\",\"mode\":\"0755\","
                + "\"uid\":0,\"gid\":4294967294,\"mtime\":\"-0.500000000\"}");
    assertThat(json(link("l", new byte[] {(byte) 0xff})))
        .endsWith("\"mtime\":\"-0.500000000\",\"link\":\"\ufffd\",\"link_bytes\":\"/w==\"}");
  }

  @Test
  void device_asJson() throws IOException {
    assertThat(json(entry(FileType.BLOCK_DEVICE, new byte[] {'b'})))
        .contains("\"type\":\"block\"")
        .endsWith(",\"rdev\":\"8:4294967295\"}");
  }

  @Test
  void everyKind_asContents() throws IOException {
    assertThat(contents(file("usr/a b"))).isEqualTo("obj /usr/a b " + MD5.hex() + " -1\n");
    assertThat(contents(link("l", "t x".getBytes(StandardCharsets.UTF_8))))
        .isEqualTo("sym /l -> t x -1\n");
    byte[] odd = {'-', (byte) 0xff};
    assertThat(contents(entry(FileType.DIRECTORY, odd))).isEqualTo("dir /-\u00ff\n");
    assertThat(contents(entry(FileType.FIFO, odd))).isEqualTo("fif /-\u00ff\n");
    assertThat(contents(entry(FileType.BLOCK_DEVICE, odd))).isEqualTo("dev /-\u00ff\n");
    assertThat(contents(entry(FileType.CHARACTER_DEVICE, odd))).isEqualTo("dev /-\u00ff\n");
    assertThat(contents(entry(FileType.SOCKET, odd))).isEmpty();
  }

  @Test
  void contentsWithoutMd5_saysWhichDigestToAskFor() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> contents(entry(FileType.REGULAR, new byte[] {'f'})))
        .withMessageContaining("\"MD5\"")
        .withMessageContaining("'f'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "a\nobj /etc/passwd"})
  void lineEndInAName_isRefused_andTheManifestGoesOn(String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ManifestWriter writer = ManifestWriter.contents(out)) {
      UntellableEntryException refusal =
          catchThrowableOfType(
              UntellableEntryException.class, () -> writer.write(file("d/" + name)));
      assertThat(refusal).hasMessageContaining("line end");
      assertThat(refusal.path()).isEqualTo(RawPath.of("d/" + name));
      byte[] text = name.getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(() -> writer.write(link("l", text)))
          .isInstanceOf(UntellableEntryException.class)
          .hasMessageStartingWith("'l': ");
      writer.write(file("f"));
    }
    assertThat(out).hasToString("obj /f " + MD5.hex() + " -1\n");
  }

  /** Portage takes the last arrow for the end of the name. */
  @ParameterizedTest
  @ValueSource(strings = {"a -> b", "-> b", "a -> b c"})
  void arrowInALinkText_isRefused(String text) {
    assertThatThrownBy(() -> contents(link("l", text.getBytes(StandardCharsets.UTF_8))))
        .isInstanceOf(UntellableEntryException.class)
        .hasMessageContaining(" -> ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a->b", "a ->", "->b", "-> ", " ->"})
  void whatIsNoArrow_isTold(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] manifest =
        ManifestRoundTripTest.written(ManifestWriter::contents, List.of(link("l -> m", bytes)));
    ManifestEntry back = ManifestRoundTripTest.read(manifest).get(0);
    assertThat(back.path()).isEqualTo(RawPath.of("l -> m"));
    assertThat(back.link()).contains(RawPath.of(text));
  }

  @Test
  void failureOfTheStream_isTold() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("full");
          }
        };
    ManifestWriter writer = ManifestWriter.jsonLines(full);
    assertThatThrownBy(writer::close).isInstanceOf(IOException.class).hasMessage("full");
  }
}
