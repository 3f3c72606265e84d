/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Everything in one JVM: an embedded Kafka broker, the streams app, its API and the alert router.
 *
 * <p>Start at {@link io.watchfire.standalone.Standalone}; {@link
 * io.watchfire.standalone.StandaloneConfig} is what it runs on. The command line is in {@code cli},
 * the demonstration in {@code demo}.
 */
@NullMarked
package io.watchfire.standalone;

import org.jspecify.annotations.NullMarked;
