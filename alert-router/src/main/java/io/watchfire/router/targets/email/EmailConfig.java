/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.email;

import io.watchfire.router.connection.PemTls;
import io.watchfire.router.connection.SecretSource;
import io.watchfire.router.connection.Tls;
import io.watchfire.router.targets.message.Clean;
import io.watchfire.router.targets.sending.HttpAddress;
import io.watchfire.router.targets.sending.TargetSection;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * People with mailboxes, and the server that takes mail for them.
 *
 * @param host the server's name
 * @param port 1 to 65535
 * @param security how the connection is protected
 * @param login who we are there; null where the server does not ask
 * @param from the sender
 * @param to the recipients, at least one
 * @param timeout of one mail, from connecting to the server's answer; 100 ms to 1 min
 * @param tls whom we trust; null for the JVM's defaults
 */
public record EmailConfig(
    String host,
    int port,
    Security security,
    @Nullable Login login,
    InternetAddress from,
    List<InternetAddress> to,
    Duration timeout,
    @Nullable SSLContext tls) {

  /** How a connection is protected. */
  enum Security {
    /** Plain at first, then TLS; without it nothing is sent. */
    STARTTLS("starttls", 587),
    /** TLS from the first byte. */
    TLS("tls", 465),
    /** Not at all. */
    NONE("none", 25);

    private final String text;
    private final int port;

    Security(String text, int port) {
      this.text = text;
      this.port = port;
    }

    /** The name in configuration. */
    String text() {
      return text;
    }
  }

  /**
   * An account at the server.
   *
   * @param username the account's name
   * @param password read anew for each mail
   */
  record Login(String username, SecretSource password) {}

  /** Copies. */
  public EmailConfig {
    to = List.copyOf(to);
  }

  /** Null if something is missing or wrong. */
  public static @Nullable EmailConfig read(TargetSection section) {
    String host = section.required("host");
    Security security = section.choice("security", Security.STARTTLS, Security::text);
    int port = section.integer("port", security.port, 1, 65_535);
    Login login = login(section);
    String from = section.required("from");
    InternetAddress sender = from == null ? null : address(section, "from", from);
    List<InternetAddress> to = recipients(section);
    Duration timeout = section.timeout();
    SSLContext tls = tls(section);
    if (host == null || sender == null || to.isEmpty()) {
      return null;
    }
    if (security == Security.NONE && login != null && !HttpAddress.isLoopback(host)) {
      section.problem("security", "none with a password (expected: starttls or tls)");
      return null;
    }
    return new EmailConfig(host, port, security, login, sender, to, timeout, tls);
  }

  private static @Nullable Login login(TargetSection section) {
    String username = section.string("username", "");
    SecretSource password = section.optionalSecret("password");
    if (username.isEmpty() != (password == null)) {
      section.problem("username", "username and password (expected: both or neither)");
    }
    return username.isEmpty() || password == null ? null : new Login(username, password);
  }

  private static List<InternetAddress> recipients(TargetSection section) {
    List<InternetAddress> to = new ArrayList<>();
    List<String> texts = section.strings("to");
    for (String text : texts) {
      InternetAddress address = address(section, "to", text);
      if (address != null) {
        to.add(address);
      }
    }
    if (texts.isEmpty()) {
      section.problem("to", "missing (expected: one or more addresses)");
    }
    return to;
  }

  private static @Nullable InternetAddress address(TargetSection section, String key, String text) {
    try {
      InternetAddress address = new InternetAddress(text, true);
      if (address.getAddress().indexOf('@') > 0 && text.equals(Clean.line(text))) {
        return address;
      }
    } catch (AddressException e) {
      // Said below.
    }
    section.problem(key, text + " (expected: an address such as oncall@example.org)");
    return null;
  }

  private static @Nullable SSLContext tls(TargetSection section) {
    Tls tls = section.tls();
    try {
      return tls == null ? null : PemTls.context(tls);
    } catch (IllegalArgumentException e) {
      section.problem("tls", String.valueOf(e.getMessage()));
      return null;
    }
  }
}
