package org.kenh.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kenh.operations.notification.NotificationRules;
import org.kenh.operations.notification.mail.MailServer;

class NotificationConfigTest {
    @Test
    void config_ofNothing_hasNoWaysAndNoPrivateAddresses() {
        NotificationConfig config = Config.read(Map.of(), Map.of()).notifications();
        assertThat(config)
                .isEqualTo(new NotificationConfig(
                        NotificationRules.STANDARD, Optional.empty(), Optional.empty(), Optional.empty(), false));
    }

    @Test
    void config_ofAllWays_isReadAndShowsNoSecret() {
        NotificationConfig config = Config.read(
                        Map.of(
                                "notify.mail.host", "mail.example.vn",
                                "notify.mail.user", "kenh",
                                "notify.mail.from", "kenh@example.vn",
                                "notify.sms.url", "https://sms.example.vn/send?key=khoa-bi-mat",
                                "notify.sms.body", "{\"to\":\"{phone}\",\"content\":\"{text}\"}",
                                "notify.push.contact", "mailto:kenh@example.vn",
                                "notify.give-up", "PT1H",
                                "notify.hourly", "10"),
                        Map.of(
                                "KENH_MAIL_PASSWORD", "mat-khau-thu",
                                "KENH_SMS_HEADERS", "Content-Type: application/json\nAuthorization: Bearer the-bi-mat"))
                .notifications();
        assertThat(config.mail().orElseThrow().security()).isEqualTo(MailServer.Security.STARTTLS);
        assertThat(config.mail().orElseThrow().port()).isEqualTo(587);
        assertThat(config.sms().orElseThrow().headers())
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Authorization", "Bearer the-bi-mat");
        assertThat(config.rules()).isEqualTo(new NotificationRules(10, Duration.ofHours(1), ""));
        assertThat(config.toString()).doesNotContain("mat-khau-thu", "the-bi-mat", "khoa-bi-mat");
    }

    @Test
    void config_wrongInManyPlaces_namesAllOfThem() {
        ConfigException refused = catchThrowableOfType(
                ConfigException.class,
                () -> Config.read(
                        Map.of(
                                "notify.mail.host", "mail.example.vn",
                                "notify.mail.security", "none",
                                "notify.mail.user", "kenh",
                                "notify.sms.url", "https://sms.example.vn/bi-mat",
                                "notify.sms.success", "(",
                                "notify.push.contact", "kenh",
                                "notify.console-url", "javascript:alert(1)"),
                        Map.of("KENH_MAIL_PASSWORD", "mat-khau-thu", "KENH_SMS_HEADERS", "bi-mat-khac")));
        assertThat(refused.getMessage())
                .contains(
                        "notify.mail.from",
                        "notify.mail.security",
                        "notify.sms.url or notify.sms.body must hold {phone} and {text}",
                        "notify.sms.success",
                        "notify.sms.headers",
                        "notify.push.contact",
                        "notify.console-url")
                .doesNotContain("mat-khau-thu", "bi-mat");
    }
}
