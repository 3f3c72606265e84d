/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * PagerDuty's Events API v2. Start at {@link
 * io.watchfire.router.targets.pagerduty.PagerDutyTarget}.
 */
@NullMarked
package io.watchfire.router.targets.pagerduty;

import org.jspecify.annotations.NullMarked;
