/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Alerts as they travel from the streams app to the router, and the identity that both sides and
 * Alertmanager agree on.
 *
 * <p>Start at {@link io.watchfire.schemas.alert.Alert}; {@link
 * io.watchfire.schemas.alert.AlertJson} is its form on the topic {@code watchfire.alerts}.
 */
@NullMarked
package io.watchfire.schemas.alert;

import org.jspecify.annotations.NullMarked;
