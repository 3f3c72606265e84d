/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.runtime.config.ConfigurationException;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.config.Yaml;
import io.watchfire.runtime.config.YamlMap;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path dir;
  private final Problems problems = new Problems();

  @Test
  void servesOtherHostsWithTlsAndAuthentication() throws Exception {
    KeyStore store = selfSigned();
    HttpSettings settings =
        read(
            "{host: 0.0.0.0, port: 0, tls: {certFile: %s, keyFile: %s}, auth: {token: t}}"
                .formatted(pem(store, true), pem(store, false)));
    problems.throwIfAny();
    try (HttpService service =
            HttpService.builder(settings).get("/api", r -> Response.text(200, "in")).start();
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(store)).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("https://localhost:" + service.port() + "/api"))
              .header("Authorization", "Bearer t")
              .build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body()).isEqualTo("in");
    }
  }

  @Test
  void aCertificateOfATrustedAuthorityIsEnough() throws Exception {
    KeyStore store = selfSigned();
    Path certificate = pem(store, true);
    HttpSettings settings =
        read(
            "{host: 0.0.0.0, port: 0, tls: {certFile: %s, keyFile: %s, clientCaFile: %s}}"
                .formatted(certificate, pem(store, false), certificate));
    problems.throwIfAny();
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    try (HttpService service =
            HttpService.builder(settings)
                .get("/api", r -> Response.text(200, r.principal()))
                .openGet("/open", r -> Response.text(200, "in"))
                .start();
        HttpClient known = client(context(keys.getKeyManagers(), store));
        HttpClient unknown = client(trusting(store))) {
      assertThat(get(known, service, "/api").body()).isEqualTo("CN=localhost");
      assertThat(get(unknown, service, "/api").statusCode()).isEqualTo(401);
      assertThat(get(unknown, service, "/open").body()).isEqualTo("in");
    }
  }

  private static HttpClient client(SSLContext context) {
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private static HttpResponse<String> get(HttpClient client, HttpService service, String path)
      throws Exception {
    URI uri = URI.create("https://localhost:" + service.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void reportsEveryProblemOfTheSection() {
    read("{host: 0.0.0.0, tls: {certFile: /no/cert}, auth: {username: ann}}");
    assertThat(problems.list())
        .extracting(problem -> problem.message())
        .containsExactly(
            "http.tls: certFile and keyFile (expected: both or neither)",
            "auth: username and password (expected: both or neither)",
            "http.host: 0.0.0.0 can be reached from other hosts (expected: tls and auth configured,"
                + " or a loopback address)");
  }

  @Test
  void saysThatACertificateIsNone() throws Exception {
    Path broken = Files.writeString(dir.resolve("broken.pem"), "nothing");
    HttpSettings settings =
        read("{port: 0, tls: {certFile: %s, keyFile: %s}}".formatted(broken, broken));
    assertThatThrownBy(() -> HttpService.builder(settings).start())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("http.tls: ")
        .hasMessageContaining("expected: a PEM certificate chain");
  }

  private HttpSettings read(String yaml) {
    YamlMap map =
        (YamlMap) Yaml.parse("w.yaml", yaml.getBytes(StandardCharsets.UTF_8), problems).getFirst();
    return HttpSettings.of(Section.of(map, problems));
  }

  private KeyStore selfSigned() throws Exception {
    Path file = dir.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "w",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
    return KeyStore.getInstance(file.toFile(), PASSWORD);
  }

  private Path pem(KeyStore store, boolean certificate) throws Exception {
    String type = certificate ? "CERTIFICATE" : "PRIVATE KEY";
    byte[] bytes =
        certificate
            ? store.getCertificate("w").getEncoded()
            : store.getKey("w", PASSWORD).getEncoded();
    String text =
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(
                type, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes), type);
    return Files.writeString(dir.resolve(type.replace(' ', '-') + ".pem"), text);
  }

  private static SSLContext trusting(KeyStore store) throws Exception {
    return context(null, store);
  }

  private static SSLContext context(KeyManager @Nullable [] keys, KeyStore store) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("w", store.getCertificate("w"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust.getTrustManagers(), null);
    return context;
  }
}
