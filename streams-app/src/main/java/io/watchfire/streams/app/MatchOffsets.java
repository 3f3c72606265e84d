/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.app;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the offsets of the match stage on when the list of input topics changes, and with it the
 * stage's group: nothing is read twice, nothing is left out.
 */
final class MatchOffsets {
  private static final Logger LOG = LoggerFactory.getLogger(MatchOffsets.class);
  private static final long ANSWER_SECONDS = 15;

  private final Admin admin;
  private final String groupPrefix;

  MatchOffsets(Admin admin, String groupPrefix) {
    this.admin = admin;
    this.groupPrefix = groupPrefix;
  }

  /**
   * Gives the group, for each of its topics, the furthest offsets that any group before it has
   * committed. It may have offsets of its own, from when the list of inputs was the same before.
   */
  void takeOver(String group, Set<String> topics) {
    try {
      Map<TopicPartition, OffsetAndMetadata> own = offsets(group);
      Map<TopicPartition, OffsetAndMetadata> furthest = new HashMap<>();
      for (String other : otherGroups(group)) {
        offsets(other)
            .forEach(
                (partition, offset) -> {
                  OffsetAndMetadata known = own.get(partition);
                  boolean ahead = known == null || offset.offset() > known.offset();
                  if (ahead && topics.contains(partition.topic())) {
                    furthest.merge(partition, offset, (a, b) -> a.offset() >= b.offset() ? a : b);
                  }
                });
      }
      if (!furthest.isEmpty()) {
        commit(group, furthest);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("offsets of earlier inputs cannot be taken over", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while taking over offsets", e);
    }
  }

  private void commit(String group, Map<TopicPartition, OffsetAndMetadata> offsets)
      throws ExecutionException, InterruptedException, TimeoutException {
    try {
      admin.alterConsumerGroupOffsets(group, offsets).all().get(ANSWER_SECONDS, TimeUnit.SECONDS);
      LOG.info("{} goes on where the group before it stopped: {}", group, offsets);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupNotEmptyException
          || e.getCause() instanceof UnknownMemberIdException) {
        LOG.info("{} has members already; the first of them took the offsets over", group);
      } else {
        throw e;
      }
    }
  }

  private Collection<String> otherGroups(String group)
      throws ExecutionException, InterruptedException, TimeoutException {
    return admin.listGroups().all().get(ANSWER_SECONDS, TimeUnit.SECONDS).stream()
        .map(GroupListing::groupId)
        .filter(id -> id.startsWith(groupPrefix + "-") && !id.equals(group))
        .toList();
  }

  private Map<TopicPartition, OffsetAndMetadata> offsets(String group)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetAndMetadata> all =
        new HashMap<>(
            admin
                .listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(ANSWER_SECONDS, TimeUnit.SECONDS));
    all.values().removeIf(Objects::isNull);
    return all;
  }
}
