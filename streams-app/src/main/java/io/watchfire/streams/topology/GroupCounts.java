/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.watchfire.streams.query.GroupKey;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/** How many groups of each rule and tenant a task has, and when that has to be told. */
public final class GroupCounts {
  private static final long SOON_MILLIS = 10_000;
  private static final long AT_LATEST_MILLIS = 60_000;

  private final Map<GroupKey, Count> counts = new HashMap<>();

  private static final class Count {
    private long groups;
    private long told = -1;
    private long toldAt;

    boolean isDue(long wallClockMillis) {
      long since = wallClockMillis - toldAt;
      return told < 0 || since >= AT_LATEST_MILLIS || (told != groups && since >= SOON_MILLIS);
    }

    void tell(GroupKey of, long wallClockMillis, ObjLongConsumer<GroupKey> to) {
      to.accept(of, groups);
      told = groups;
      toldAt = wallClockMillis;
    }
  }

  /** Who hears of a group's alerts: all groups of a rule and tenant have the same one. */
  public static GroupKey gathered(GroupKey group) {
    return new GroupKey(group.tenant(), "", group.rule(), Map.of());
  }

  /** Counts so many more groups like this one; 0 says that there were some. */
  public void add(GroupKey group, long more) {
    if (isCounted(group)) {
      counts.computeIfAbsent(gathered(group), key -> new Count()).groups += more;
    }
  }

  /** Whether there may be more groups like it: a rule without {@code by} has none with labels. */
  public static boolean isCounted(GroupKey group) {
    return !group.labels().isEmpty();
  }

  /** Tells how many groups there are like this one, if that is not known already. */
  public void tellNews(GroupKey group, long wallClockMillis, ObjLongConsumer<GroupKey> to) {
    GroupKey key = gathered(group);
    @Nullable Count count = counts.get(key);
    if (count != null && count.told != count.groups) {
      count.tell(key, wallClockMillis, to);
    }
  }

  /** Tells what changed, though not at every change; and now and then all of it. */
  public void tell(long wallClockMillis, ObjLongConsumer<GroupKey> to) {
    counts
        .entrySet()
        .removeIf(
            entry -> {
              Count count = entry.getValue();
              if (count.isDue(wallClockMillis)) {
                count.tell(entry.getKey(), wallClockMillis, to);
              }
              return count.told == 0 && count.groups == 0;
            });
  }
}
