/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Selectors and matchers: which series and which alerts are meant, by their labels. Both parsers
 * read into the same conditions: PromQL's selectors, {@code http_requests_total{code=~"5.."}}, in
 * rules, and Alertmanager's matchers, {@code team="checkout"}, in routes.
 *
 * <p>Start at {@link io.watchfire.runtime.promql.Matcher}.
 */
@NullMarked
package io.watchfire.runtime.promql;

import org.jspecify.annotations.NullMarked;
