/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.group;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GroupPathTest {
  @Test
  void aValueThatEndsInASlashKeepsItsComma() {
    assertThat(GroupPath.of("acme", "eu", "routes", Map.of("http_route", "/", "region", "eu")))
        .isEqualTo("acme/eu/routes/http_route=/,region=eu");
  }

  @Test
  void ordinaryTextStandsAsItIs() {
    assertThat(GroupPath.of("acme", "", "checkout", Map.of())).isEqualTo("acme//checkout/");
    Map<String, String> labels =
        Map.of("disk", "C:\\", "list", "a,b", "query", "/orders?by=day", "zone", "eu");
    assertThat(GroupPath.of("acme", "arn:aws:eks:eu-west-1:1:cluster/prod", "disk", labels))
        .isEqualTo(
            "acme/arn:aws:eks:eu-west-1:1:cluster/prod/disk/"
                + "disk=C:\\,list=a,b,query=/orders?by=day,zone=eu");
  }

  @Test
  void labelsStandInOrderWhoeverGaveThem() {
    Map<String, String> descending = new TreeMap<>(Comparator.reverseOrder());
    descending.putAll(Map.of("a", "1", "b", "2", "c", "3"));
    assertThat(GroupPath.of("acme", "", "r", descending)).isEqualTo("acme//r/a=1,b=2,c=3");
  }
}
