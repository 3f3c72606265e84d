/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.email;

import io.watchfire.router.targets.message.Cut;
import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.ShortKey;
import io.watchfire.router.targets.message.Wording;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/** A message as mail. The mails of an incident answer one root, so that they make one thread. */
final class Mail extends MimeMessage {
  private static final int MAX_SUBJECT = 200;
  private static final int MAX_TEXT = 100_000;

  private final String id;

  private Mail(Session session, String id) {
    super(session);
    this.id = id;
  }

  static Mail of(Message message, EmailConfig config, Session session) throws MessagingException {
    String domain = domain(config.from());
    String root = "<incident." + ShortKey.hash(message.incident()) + "@" + domain + ">";
    Mail mail = new Mail(session, "<" + ShortKey.hash(message.key()) + "@" + domain + ">");
    mail.setFrom(config.from());
    mail.setRecipients(RecipientType.TO, config.to().toArray(InternetAddress[]::new));
    mail.setSubject(Cut.chars(subject(message), MAX_SUBJECT), StandardCharsets.UTF_8.name());
    mail.setSentDate(Date.from(message.sentAt()));
    mail.setHeader("In-Reply-To", root);
    mail.setHeader("References", root);
    mail.setHeader("Auto-Submitted", "auto-generated"); // nobody's holiday notice shall answer
    mail.setText(Cut.chars(text(message), MAX_TEXT), StandardCharsets.UTF_8.name());
    mail.saveChanges();
    return mail;
  }

  /** The same at every attempt, so that a mailbox can tell a repeated mail. */
  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }

  private static String subject(Message message) {
    return "[" + Wording.state(message.kind()) + "] " + message.title();
  }

  /** The links come first, so that a long text does not push them off the screen. */
  private static String text(Message message) {
    return (Wording.links(message) + "\n\n" + Wording.text(message)).strip() + "\n";
  }

  private static String domain(InternetAddress from) {
    String address = from.getAddress();
    return address.substring(address.lastIndexOf('@') + 1);
  }
}
