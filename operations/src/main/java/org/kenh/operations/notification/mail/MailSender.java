package org.kenh.operations.notification.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.notification.Contact;
import org.kenh.operations.notification.Failure;
import org.kenh.operations.notification.Message;
import org.kenh.operations.notification.Sender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends messages as plain-text mails, each over a connection of its own. */
public final class MailSender implements Sender {
    private static final Logger LOG = LoggerFactory.getLogger(MailSender.class);
    private static final String TIMEOUT = "15000";
    private static final int PERMANENT = 500;

    private final MailServer server;
    private final Session session;

    public MailSender(MailServer server) {
        this(server, Optional.empty());
    }

    /** With certificates other than those that the platform trusts. */
    MailSender(MailServer server, Optional<SSLSocketFactory> sockets) {
        this.server = server;
        this.session = Session.getInstance(properties(server, sockets));
    }

    @Override
    public Outcome send(Message message, Contact contact) {
        if (contact.email().isEmpty()) {
            return new Outcome.Refused(Failure.of(Failure.NO_EMAIL));
        }
        try {
            MimeMessage mail = mail(message, contact.email().get());
            Transport transport = session.getTransport("smtp");
            try {
                transport.connect(
                        server.host(),
                        server.port(),
                        server.login().map(MailServer.Login::user).orElse(null),
                        server.login().map(MailServer.Login::password).orElse(null));
                transport.sendMessage(mail, mail.getAllRecipients());
                return new Outcome.Sent();
            } finally {
                leave(transport);
            }
        } catch (AuthenticationFailedException e) {
            return new Outcome.Later(Failure.of(Failure.MAIL_LOGIN));
        } catch (MessagingException e) {
            return failed(e);
        }
    }

    /** However the farewell goes, what the server has accepted must not be sent again. */
    private static void leave(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            LOG.debug("The mail server did not say good-bye: {}", e.getMessage());
        }
    }

    private MimeMessage mail(Message message, String to) throws MessagingException {
        MimeMessage mail = new KeyedMail(session, "<" + message.key() + "@" + domain() + ">");
        mail.setFrom(new InternetAddress(server.from(), true));
        mail.setRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress(to, true));
        mail.setSubject(message.content().subject(), StandardCharsets.UTF_8.name());
        mail.setText(message.content().text(), StandardCharsets.UTF_8.name());
        mail.setSentDate(Date.from(message.createdAt()));
        mail.setHeader("Auto-Submitted", "auto-generated"); // no answer by a machine, RFC 3834
        if (message.content().priority() == 1) {
            mail.setHeader("Importance", "high");
        }
        mail.saveChanges();
        return mail;
    }

    private String domain() {
        return server.from().substring(server.from().indexOf('@') + 1);
    }

    /** A code of 500 or more is the server's last word, RFC 5321; everything else may pass. */
    private static Outcome failed(MessagingException failure) {
        for (@Nullable Exception cause = failure; cause != null; cause = next(cause)) {
            if (code(cause) >= PERMANENT) {
                return new Outcome.Refused(Failure.of(Failure.MAIL_REFUSED, String.valueOf(cause.getMessage())));
            }
        }
        return new Outcome.Later(Failure.of(Failure.MAIL_FAILED, String.valueOf(failure.getMessage())));
    }

    private static @Nullable Exception next(Exception failure) {
        return failure instanceof MessagingException chained ? chained.getNextException() : null;
    }

    private static int code(Exception failure) {
        return switch (failure) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException data -> data.getReturnCode();
            default -> 0;
        };
    }

    private static Properties properties(MailServer server, Optional<SSLSocketFactory> sockets) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT);
        properties.setProperty("mail.smtp.timeout", TIMEOUT);
        properties.setProperty("mail.smtp.writetimeout", TIMEOUT);
        properties.setProperty("mail.smtp.auth", String.valueOf(server.login().isPresent()));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        boolean upgrade = server.security() == MailServer.Security.STARTTLS;
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(upgrade));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(upgrade));
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(server.security() == MailServer.Security.TLS));
        sockets.ifPresent(factory -> properties.put("mail.smtp.ssl.socketFactory", factory));
        return properties;
    }

    /** Keeps its identifier, so that a repetition can be told. */
    private static final class KeyedMail extends MimeMessage {
        private final String id;

        KeyedMail(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
