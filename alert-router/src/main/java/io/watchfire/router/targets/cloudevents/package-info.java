/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Programs, by CloudEvents over HTTP. Start at {@link
 * io.watchfire.router.targets.cloudevents.CloudEventsTarget}.
 */
@NullMarked
package io.watchfire.router.targets.cloudevents;

import org.jspecify.annotations.NullMarked;
