/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The command line: what users type, and what it prints.
 *
 * <p>Start at {@link io.watchfire.standalone.cli.Watchfire}; every command is a class of its name.
 * Standard output belongs to results, standard error to logs and reasons. Exit status: 0 done, 1
 * the input is wrong or the check failed, 2 wrong usage.
 */
@NullMarked
package io.watchfire.standalone.cli;

import org.jspecify.annotations.NullMarked;
