/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.http;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the port shows of itself, and whom it knows by certificate.
 *
 * @param certificate a PEM certificate chain
 * @param key its unencrypted PKCS #8 private key
 * @param clientCa authorities, PEM: whoever has a certificate of theirs needs no other credentials;
 *     null where certificates of clients mean nothing
 */
public record TlsFiles(Path certificate, Path key, @Nullable Path clientCa) {}
