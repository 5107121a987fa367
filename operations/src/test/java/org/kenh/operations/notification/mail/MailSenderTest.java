package org.kenh.operations.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kenh.operations.notification.Channel;
import org.kenh.operations.notification.Contact;
import org.kenh.operations.notification.Content;
import org.kenh.operations.notification.Message;
import org.kenh.operations.notification.Sender.Outcome;
import org.kenh.operations.notification.mail.MailServer.Login;
import org.kenh.operations.notification.mail.MailServer.Security;

class MailSenderTest {
    private static final Instant NOW = Instant.parse("2026-03-01T05:00:00Z");

    private final GreenMail server =
            new GreenMail(new ServerSetup[] {ServerSetup.SMTP.dynamicPort(), ServerSetup.SMTPS.dynamicPort()});

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void mail_withLogin_arrivesWithAllItsLetters() throws MessagingException, IOException {
        server.setUser("kenh@kenh.example", "kenh", "mat-khau");
        assertThat(send(plain(Optional.of(new Login("kenh", "mat-khau"))))).isEqualTo(new Outcome.Sent());
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(server.getReceivedMessages()[0].getSubject()).isEqualTo("[Kênh] Mức 1: Mực nước bể hút");
        assertThat(server.getReceivedMessages()[0].getContent().toString().strip())
                .isEqualTo("Ngưỡng Đỏ ệ");
        assertThat(server.getReceivedMessages()[0].getHeader("Importance")).containsExactly("high");
    }

    @Test
    void password_wrong_isTriedLaterAndNotTold() {
        server.setUser("kenh@kenh.example", "kenh", "mat-khau");
        server.getUserManager().setAuthRequired(true);
        Outcome outcome = send(plain(Optional.of(new Login("kenh", "sai-mat-khau"))));
        assertThat(outcome).isInstanceOf(Outcome.Later.class);
        assertThat(outcome.toString()).doesNotContain("sai-mat-khau");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void mail_acceptedByAServerThatEndsWithoutGoodBye_isSent() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> rude = CompletableFuture.runAsync(() -> answerAndResetAtTheEnd(listening));
            MailServer server = new MailServer(
                    "127.0.0.1", listening.getLocalPort(), Security.NONE, Optional.empty(), "kenh@kenh.example");
            assertThat(send(server)).isEqualTo(new Outcome.Sent());
            rude.join();
        }
    }

    @Test
    void starttls_notOffered_sendsNothingInTheClear() {
        MailServer wanting = new MailServer(
                "127.0.0.1", server.getSmtp().getPort(), Security.STARTTLS, Optional.empty(), "kenh@kenh.example");
        assertThat(send(wanting)).isInstanceOf(Outcome.Later.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void tls_withAnUntrustedCertificate_sendsNothing() {
        MailServer wanting = new MailServer(
                "127.0.0.1", server.getSmtps().getPort(), Security.TLS, Optional.empty(), "kenh@kenh.example");
        assertThat(send(wanting)).isInstanceOf(Outcome.Later.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    private MailServer plain(Optional<Login> login) {
        return new MailServer("127.0.0.1", server.getSmtp().getPort(), Security.NONE, login, "kenh@kenh.example");
    }

    private static Outcome send(MailServer server) {
        Contact contact = new Contact(
                "truc1", Optional.of("truc1@example.vn"), Optional.empty(), Optional.empty(), false, Optional.empty());
        Content content = new Content("[Kênh] Mức 1: Mực nước bể hút", "Ngưỡng Đỏ ệ", "", "", 1, List.of(1L), 1);
        return new MailSender(server)
                .send(
                        new Message(
                                1, UUID.randomUUID(), "truc1", Channel.EMAIL, content, 0, NOW, NOW.plusSeconds(3_600)),
                        contact);
    }

    private static void answerAndResetAtTheEnd(ServerSocket listening) {
        try (Socket socket = listening.accept()) {
            socket.setSoLinger(true, 0);
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            say(socket, "220 rude");
            boolean inMail = false;
            String line = lines.readLine();
            while (line != null && (inMail || !line.equals("QUIT"))) {
                boolean begins = !inMail && line.equals("DATA");
                boolean ends = inMail && line.equals(".");
                if (begins || ends || !inMail) {
                    say(socket, begins ? "354 go on" : "250 fine");
                }
                inMail = begins || (inMail && !ends);
                line = lines.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(Socket socket, String answer) throws IOException {
        socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
