/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.email;

import io.watchfire.router.targets.message.Detail;
import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.Result;
import io.watchfire.router.targets.message.Target;
import io.watchfire.router.targets.sending.Revealed;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** People's mailboxes, by SMTP. */
public final class EmailTarget implements Target {
  private final EmailConfig config;
  private final Session session;
  private final ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor();

  public EmailTarget(EmailConfig config) {
    this.config = config;
    this.session = Session.getInstance(properties(config));
  }

  @Override
  public String kind() {
    return "email";
  }

  /**
   * The timeouts of the sockets are for one read or write each: a server that drips its answers, or
   * a name server that has none, would hold us longer without a thread that can be left behind.
   */
  @Override
  public Result send(Message message) throws InterruptedException {
    Future<Result> attempt = attempts.submit(() -> deliver(message));
    try {
      return attempt.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Result.Later("no answer within " + config.timeout().toMillis() + " ms", null);
    } catch (ExecutionException e) {
      throw new IllegalStateException("an attempt has a result whatever the server does", e);
    } finally {
      attempt.cancel(true);
    }
  }

  @Override
  public void close() {
    attempts.shutdownNow();
  }

  private Result deliver(Message message) {
    Revealed secrets = new Revealed();
    if (message.acknowledge() != null) {
      secrets.hideUrl(message.acknowledge()); // whoever has it can act
    }
    try (Transport transport = session.getTransport("smtp")) {
      connect(transport, secrets);
      Mail mail = Mail.of(Detail.FULL.of(message), config, session);
      transport.sendMessage(mail, config.to().toArray(Address[]::new));
      return new Result.Delivered(config.host() + ": taken");
    } catch (MessagingException e) {
      return SmtpAnswers.result(config.host(), e, secrets);
    } catch (IOException e) {
      return new Result.Later(secrets.detail(String.valueOf(e.getMessage())), null);
    }
  }

  private void connect(Transport transport, Revealed secrets)
      throws MessagingException, IOException {
    EmailConfig.Login login = config.login();
    if (login == null) {
      transport.connect();
    } else {
      String password = secrets.read(login.password());
      hideEncoded(secrets, login.username(), password);
      transport.connect(config.host(), login.username(), password);
    }
  }

  /** As they go over the line, which a server may echo. */
  private static void hideEncoded(Revealed secrets, String username, String password) {
    for (String sent : List.of(password, "\0" + username + "\0" + password)) {
      secrets.hide(Base64.getEncoder().encodeToString(sent.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static Properties properties(EmailConfig config) {
    String millis = Long.toString(config.timeout().toMillis());
    Properties smtp = new Properties();
    smtp.put("mail.smtp.host", config.host());
    smtp.put("mail.smtp.port", Integer.toString(config.port()));
    smtp.put("mail.smtp.connectiontimeout", millis);
    smtp.put("mail.smtp.timeout", millis);
    smtp.put("mail.smtp.writetimeout", millis);
    smtp.put("mail.smtp.auth", Boolean.toString(config.login() != null));
    smtp.put("mail.smtp.ssl.checkserveridentity", "true");
    smtp.put("mail.smtp.sendpartial", "true"); // one wrong address must not silence the others
    smtp.put("mail.smtp.quitwait", "false"); // what is taken is taken, however it says goodbye
    switch (config.security()) {
      case STARTTLS -> {
        smtp.put("mail.smtp.starttls.enable", "true");
        smtp.put("mail.smtp.starttls.required", "true");
      }
      case TLS -> smtp.put("mail.smtp.ssl.enable", "true");
      case NONE -> {}
    }
    if (config.tls() != null) {
      smtp.put("mail.smtp.ssl.socketFactory", config.tls().getSocketFactory());
    }
    return smtp;
  }
}
