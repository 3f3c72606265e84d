/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.http;

import java.nio.file.Path;

/** A PEM certificate chain and its unencrypted PKCS #8 private key. */
public record TlsFiles(Path certificate, Path key) {}
