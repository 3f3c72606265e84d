/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.sending;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** The beginning of an answer's body; the rest is not read. */
final class BoundedBody implements BodySubscriber<byte[]> {
  private static final int MAX_BYTES = 64 << 10;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private @Nullable Subscription subscription;

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    buffers.forEach(this::take);
    if (bytes.size() >= MAX_BYTES) {
      subscription().cancel();
      onComplete();
    } else {
      subscription().request(1);
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(bytes.toByteArray());
  }

  private void take(ByteBuffer buffer) {
    byte[] taken = new byte[Math.min(buffer.remaining(), MAX_BYTES - bytes.size())];
    buffer.get(taken);
    bytes.writeBytes(taken);
  }

  private Subscription subscription() {
    if (subscription == null) {
      throw new IllegalStateException("onNext before onSubscribe");
    }
    return subscription;
  }
}
