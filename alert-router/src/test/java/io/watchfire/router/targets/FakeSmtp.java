/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server that answers as a test wants, for faults that a real one has not. */
final class FakeSmtp implements AutoCloseable {
  /** In place of an answer: none at all, for ever. */
  static final String SILENCE = "silence";

  /** In place of an answer: one that goes on and on, a line at a time. */
  static final String DRIP = "drip";

  private final ServerSocket server;
  private final @Nullable SSLContext tls;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final AtomicInteger conversations = new AtomicInteger();
  private final List<String> commands = new CopyOnWriteArrayList<>();

  /**
   * @param tls for STARTTLS; null if it is not offered
   */
  FakeSmtp(@Nullable SSLContext tls) throws IOException {
    this.tls = tls;
    server = new ServerSocket(0, 5, InetAddress.getByName("localhost"));
    answers.put("HELLO", "220 fake");
    answers.put(
        "EHLO", "250-fake\r\n" + (tls == null ? "" : "250-STARTTLS\r\n") + "250 AUTH PLAIN");
    answers.put("STARTTLS", "220 go ahead");
    answers.put("AUTH", "235 welcome");
    answers.put("DATA", "354 go ahead");
    answers.put("QUIT", "221 bye");
    Thread.ofVirtual().start(this::serve);
  }

  /** How many clients are connected. */
  int conversations() {
    return conversations.get();
  }

  int port() {
    return server.getLocalPort();
  }

  /**
   * @param command its first word, or all of it; {@code HELLO} for the greeting, {@code .} for a
   *     mail's end
   */
  void answer(String command, String answer) {
    answers.put(command, answer);
  }

  /** Every line it got, mails included. */
  List<String> commands() {
    return List.copyOf(commands);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> talk(socket));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void talk(Socket socket) {
    conversations.incrementAndGet();
    try (socket) {
      say(socket, "HELLO");
      if (listen(socket) && tls != null) {
        listen(encrypted(socket, tls));
      }
    } catch (IOException e) {
      return; // the client gave up, as some tests want
    } finally {
      conversations.decrementAndGet();
    }
  }

  private static Socket encrypted(Socket socket, SSLContext tls) throws IOException {
    SSLSocket encrypted =
        (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
    encrypted.setUseClientMode(false);
    return encrypted;
  }

  /** Whether it ended with the wish to speak TLS. */
  private boolean listen(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    boolean mail = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      commands.add(line);
      if (mail && !line.equals(".")) {
        continue;
      }
      say(socket, line);
      mail = line.equals("DATA") && answers.getOrDefault("DATA", "").startsWith("354");
      if (line.equals("STARTTLS")) {
        return true;
      }
    }
    return false;
  }

  private void say(Socket socket, String command) throws IOException {
    String word = command.split(" ", 2)[0].toUpperCase(Locale.ROOT);
    String answer = answers.getOrDefault(command, answers.getOrDefault(word, "250 fine"));
    OutputStream out = socket.getOutputStream();
    if (answer.equals(SILENCE)) {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
    while (answer.equals(DRIP)) {
      LockSupport.parkNanos(20_000_000);
      out.write("250-and\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
