/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Changes the labels of alerts by rules, as Prometheus does; knows nothing of alerts. */
@NullMarked
package io.watchfire.router.relabel;

import org.jspecify.annotations.NullMarked;
