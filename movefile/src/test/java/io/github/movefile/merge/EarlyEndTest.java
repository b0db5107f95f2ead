// SPDX-License-Identifier: Apache-2.0
// Copyright the MoveFile authors

package io.github.movefile.merge;

import static io.github.movefile.merge.MergeFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.movefile.merge.MergeFixture.Layout;
import io.github.movefile.syscalls.RawPath;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** One worker fails while another one is in the middle of a directory. */
class EarlyEndTest {
  private static final int MILLIS_TO_END = 100;

  @AutoClose private final MergeFixture fixture = new MergeFixture(Layout.ONE_FILE_SYSTEM);
  private final CountDownLatch isInTheMiddle = new CountDownLatch(1);
  private final CountDownLatch hasFailed = new CountDownLatch(1);

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean protects(RawPath path) {
    if (path.toString().equals("a/b/c/first")) {
      isInTheMiddle.countDown();
      await(hasFailed);
      try {
        Thread.sleep(MILLIS_TO_END); // until the others know
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    } else if (path.toString().equals("z/last")) {
      await(isInTheMiddle);
      hasFailed.countDown();
      throw new IllegalStateException("of the policy");
    }
    return false;
  }

  @Test
  void failureIsTold_andNotThatADirectoryIsNotEmptyYet() throws IOException {
    for (String name : new String[] {"a/b/c/first", "a/b/c/second", "z/last"}) {
      write(fixture.image(name), "new");
      write(fixture.root(name), "old");
    }
    Protection policy = (path, exists) -> protects(path);
    MergeOptions options = MergeOptions.builder().protection(policy).workers(2).build();

    Throwable failure =
        catchThrowable(() -> TreeMerge.create().merge(fixture.image(), fixture.root(), options));

    assertThat(failure).isInstanceOf(IllegalStateException.class).hasMessage("of the policy");
    assertThat(failure.getSuppressed()).isEmpty();
    assertThat(fixture.image("a/b/c/first")).doesNotExist();
    assertThat(fixture.image("a/b/c/second")).hasContent("new");
  }
}
