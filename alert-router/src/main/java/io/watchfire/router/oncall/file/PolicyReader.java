/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall.file;

import io.watchfire.router.oncall.Policy;
import io.watchfire.router.oncall.Range;
import io.watchfire.router.oncall.Recipient;
import io.watchfire.router.oncall.Step;
import io.watchfire.runtime.config.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an item of {@code policies}. */
final class PolicyReader {
  private static final Duration DEFAULT_ESCALATE_AFTER = Duration.ofMinutes(5);
  private static final int MAX_STEPS = 100;

  private final Names people;
  private final Names schedules;
  private final Names targets;

  PolicyReader(Names people, Names schedules, Names targets) {
    this.people = people;
    this.schedules = schedules;
    this.targets = targets;
  }

  /** Null if it has no step. */
  @Nullable Policy read(Section policy) {
    KeyReader keys = new KeyReader(policy);
    List<Section> sections = keys.sections("steps", MAX_STEPS);
    if (sections.isEmpty()) {
      policy.problem("steps", "steps: none (expected: at least one)");
    }
    List<Step> steps = steps(sections);
    int repeat = policy.integer("repeat", 0, 0, Policy.MAX_REPEAT);
    Duration expires =
        policy.has("acknowledgeExpires")
            ? keys.requiredDuration("acknowledgeExpires", Range.ACKNOWLEDGE_EXPIRES)
            : null;
    boolean silence = policy.bool("silenceOnAcknowledge", false);
    return steps.isEmpty()
        ? null
        : new Policy(policy.string("name", ""), steps, repeat, expires, silence);
  }

  private List<Step> steps(List<Section> sections) {
    List<Step> steps = new ArrayList<>();
    for (Section section : sections) {
      List<Recipient> recipients = recipients(section);
      Duration escalateAfter =
          new KeyReader(section)
              .duration("escalateAfter", DEFAULT_ESCALATE_AFTER, Range.SECOND_TO_DAY);
      if (!recipients.isEmpty()) {
        steps.add(new Step(recipients, escalateAfter));
      }
    }
    return steps;
  }

  private List<Recipient> recipients(Section step) {
    List<String> texts = step.strings("notify");
    if (texts.isEmpty()) {
      step.problem("notify", "notify: nobody (expected: at least one)");
    }
    return new KeyReader(step)
        .each("notify", texts, Recipient::parse).stream()
            .filter(r -> named(r).require(step, "notify", r.toString(), r.name()))
            .toList();
  }

  private Names named(Recipient recipient) {
    return switch (recipient) {
      case Recipient.OfPerson person -> people;
      case Recipient.OfSchedule schedule -> schedules;
      case Recipient.OfTarget target -> targets;
    };
  }
}
