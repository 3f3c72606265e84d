/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.Result;
import io.watchfire.router.targets.message.Target;
import io.watchfire.runtime.config.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetsTest {
  @Test
  void namesComeInTheOrderOfTheConfiguration() {
    ReadTargets read =
        ReadTargets.of(
            """
            targets:
              - {name: pd, type: pagerduty, routingKey: k}
              - {name: b_2, type: slack, url: 'https://hooks.slack.com/services/x'}
              - {name: A-1, type: ntfy, topic: t, timeout: 100ms}
              - {name: mail, type: email, host: mx.example, from: a@b.example, to: [c@d.example]}
            """);
    try (Targets targets = read.targets()) {
      assertThat(read.problems()).isEmpty();
      assertThat(targets.names()).containsExactly("pd", "b_2", "A-1", "mail");
      assertThat(targets.get("b_2")).isNotNull().extracting(Target::kind).isEqualTo("slack");
      assertThat(targets.get("nosuch")).isNull();
    }
  }

  @Test
  void everyProblemHasItsLine() {
    ReadTargets read =
        ReadTargets.of(
            """
            targets:
              - {name: a b, type: slack, url: 'https://h.example'}
              - {name: a, type: slak, url: 'https://h.example'}
              - {name: a, type: gotify, url: 'https://g.example', token: t}
              - {name: c, type: slack}
              - {name: d, type: slack, url: 'not a s3cret'}
              - {name: e, type: slack, url: 'http://h.example/s3cret'}
              - {name: f, type: pagerduty, routingKey: k, timeout: 99ms}
              - {name: g, type: pagerduty, routingKey: k, timeout: 2m}
              - {name: h, type: pagerduty, routingKey: k, routingkey: l}
              - {name: i, type: opsgenie, apiKeyFile: /no/such/file}
              - {name: j, type: webhook, url: 'https://h.example', headers: {Host: x}}
              - {name: k, type: webhook, url: 'https://h.example', body: '{{#alerts}}'}
              - {name: l, type: webhook, url: 'https://h.example', body: '{"a": "{{{title}}}"}'}
              - {name: m, type: webhook, url: 'https://h.example', body: '{{>other}}'}
              - {name: n, type: email, host: h, from: 'a', to: b@c.example}
              - {name: o, type: email, host: h, from: a@b.example}
              - {name: p, type: email, host: h, from: a@b.example, to: b@c.example, username: u}
              - {name: q, type: cloudevents, url: 'https://u:s3cret@h.example'}
              - {type: ntfy, topic: t}
              - {name: s}
              - {name: t, type: webhook, url: 'https://h.example', body: '"{{titel}}"'}
              - {name: u, type: webhook, url: 'https://h.example', headers: {A: "s3\\ncret"}}
              - {name: v, type: gotify, url: 'https://g.example', token: ''}
            """);
    read.targets().close();
    assertThat(read.problems().stream().map(Problem::line))
        .containsOnly(
            2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24);
    assertThat(read.problems().stream().map(Problem::message))
        .contains(
            "name: a b (expected: 1 to 100 letters, digits, - and _)",
            "type: slak (expected: pagerduty, slack, teams, opsgenie, ntfy, gotify, email, webhook"
                + " or cloudevents)",
            "name: a twice (expected: a name of its own)",
            "target d: url: (not shown) (expected: a URL)",
            "target e: url: plain http to another machine (expected: https, or allowPlainHttp:"
                + " true)",
            "target f: timeout: 99 ms (expected: 100ms to 1m)",
            "target j: headers: Host (expected: a header that may be set, and a legal value)",
            "target m: body: {{>other}} (expected: no partials)",
            "target v: token: (not shown) (expected: one line, not empty)",
            "target n: from: a (expected: an address such as oncall@example.org)",
            "unknown key \"routingkey\" (did you mean \"routingKey\"?)")
        .anyMatch(message -> message.startsWith("target l: body: yields no JSON: "))
        .anyMatch(message -> message.startsWith("target t: body: {{titel}} (expected: one of "))
        .noneMatch(message -> message.contains("s3cret"))
        .noneMatch(message -> message.contains("s3\ncret"));
  }

  @Test
  void plainHttpIsForThisMachineUnlessAllowed() {
    ReadTargets read =
        ReadTargets.of(
            """
            targets:
              - {name: a, type: slack, url: 'http://127.0.0.1:80/x'}
              - {name: b, type: slack, url: 'http://[::1]/x'}
              - {name: c, type: slack, url: 'http://localhost/x'}
              - {name: d, type: slack, url: 'http://h.example/x', allowPlainHttp: true}
              - {name: e, type: slack, url: 'http://127.0.0.1.h.example/x'}
            """);
    read.targets().close();
    assertThat(read.problems()).extracting(Problem::line).containsExactly(6);
  }

  @Test
  void addressInAFileIsCheckedAgainAtEachUse(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("url"), "https://h.example/s3cret\n");
    try (Target target = ReadTargets.one("type: slack, urlFile: '" + file + "'")) {
      for (String spoiled : new String[] {"http://h.example/s3cret", "no url: s3cret", ""}) {
        Files.writeString(file, spoiled);
        Result result = target.send(TestMessages.of(Message.Kind.TRIGGER));
        assertThat(result).isInstanceOf(Result.Later.class);
        assertThat(result.detail()).doesNotContain("s3cret");
      }
    }
  }
}
