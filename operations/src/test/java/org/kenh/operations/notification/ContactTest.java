package org.kenh.operations.notification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContactTest {
    @ParameterizedTest
    @CsvSource({
        "0912345678, +84912345678",
        "091 234 56 78, +84912345678",
        "84912345678, +84912345678",
        "+84 912.345.678, +84912345678",
        "(024) 3825-1234, +842438251234",
        "+44 20 7946 0000, +442079460000"
    })
    void phone_asPeopleWriteIt_isInternational(String typed, String number) {
        assertThat(Contact.phone(typed)).contains(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "113", "+0912345678", "09123456789012345", "abc", "0912345678;ls", "+84٩١٢٣٤٥٦٧٨"})
    void phone_thatIsNone_isRefused(String typed) {
        assertThat(Contact.phone(typed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"truc@example.vn", "truc.ban+kenh@mail.example.vn", "a@localhost"})
    void email_wellFormed_isTaken(String text) {
        assertThat(Contact.isEmail(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "@b",
                "a@",
                "a b@c.vn",
                "a@b.vn\nBcc: x@y.vn",
                "a@b.vn,c@d.vn",
                "<a@b.vn>",
                "a..b@c.vn",
                "á@b.vn"
            })
    void email_malformed_isRefused(String text) {
        assertThat(Contact.isEmail(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ftp://a.vn/",
                "file:///etc/passwd",
                "https://",
                "https:///x",
                "javascript:alert(1)",
                "https://u:p@a.vn/",
                "https://a.vn/#x",
                "//a.vn/",
                "https://a vn/"
            })
    void url_notForAWebhook_isRefused(String text) {
        assertThat(Contact.isUrl(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.vn", "http://a.vn:8080/x?y=z", "https://[2001:db8::1]/"})
    void url_ofAWebhook_isTaken(String text) {
        assertThat(Contact.isUrl(text)).isTrue();
    }
}
