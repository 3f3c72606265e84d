/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.email;

import io.watchfire.router.targets.message.Result;
import io.watchfire.router.targets.sending.Revealed;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** What the refusals of mail servers mean: 4yz may go better later, 5yz will not. */
final class SmtpAnswers {
  private static final Pattern CODE = Pattern.compile("^\\s*([45])\\d\\d\\b");

  private SmtpAnswers() {}

  static Result result(String host, MessagingException failure, Revealed secrets) {
    String detail = secrets.detail(host + ": " + reason(failure));
    if (failure instanceof SendFailedException sent && sent.getValidSentAddresses() != null) {
      if (sent.getValidSentAddresses().length > 0) {
        return new Result.Delivered(secrets.detail("not to all of them: " + detail));
      }
    }
    return isFinal(failure) ? new Result.Refused(detail) : new Result.Later(detail, null);
  }

  /** Whether some answer was final and none was not: one recipient to come is worth a try. */
  private static boolean isFinal(MessagingException failure) {
    boolean fatal = false;
    for (Exception e = failure; e != null; e = next(e)) {
      int code = code(e);
      if (code >= 400 && code < 500) {
        return false;
      }
      fatal |= code >= 500;
    }
    return fatal;
  }

  /** 0 where it was no answer of the server. */
  private static int code(Exception e) {
    return switch (e) {
      case SMTPSendFailedException sent -> sent.getReturnCode();
      case SMTPAddressFailedException address -> address.getReturnCode();
      case SMTPSenderFailedException sender -> sender.getReturnCode();
      case AuthenticationFailedException refused -> codeIn(String.valueOf(refused.getMessage()));
      default -> 0;
    };
  }

  private static int codeIn(String answer) {
    Matcher code = CODE.matcher(answer);
    return code.find() ? 100 * Integer.parseInt(code.group(1)) : 0;
  }

  private static String reason(MessagingException failure) {
    StringBuilder reason = new StringBuilder();
    for (Exception e = failure; e != null; e = next(e)) {
      reason.append(reason.isEmpty() ? "" : "; ").append(String.valueOf(e.getMessage()).strip());
    }
    return reason.toString();
  }

  private static @Nullable Exception next(Exception e) {
    return e instanceof MessagingException failure ? failure.getNextException() : null;
  }
}
