/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.demo;

/**
 * What is broken.
 *
 * @param service whose requests fail
 * @param tenant for whom
 * @param share of the requests, 0 to 1
 */
record Fault(String service, String tenant, double share) {
  boolean hits(Service of, String forTenant) {
    return service.equals(of.name()) && tenant.equals(forTenant);
  }
}
