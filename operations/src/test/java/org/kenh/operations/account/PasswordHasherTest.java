package org.kenh.operations.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PasswordHasherTest {
    private final PasswordHasher hasher = new PasswordHasher(Duration.ofSeconds(30));

    @Test
    void hash_ofAPassword_matchesItAloneAndDiffersEachTime() {
        String hash = hasher.hash("mật khẩu của tôi").orElseThrow();
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(hasher.matches("mật khẩu của tôi", hash)).hasValue(true);
        assertThat(hasher.matches("mat khau cua toi", hash)).hasValue(false);
        assertThat(hasher.hash("mật khẩu của tôi").orElseThrow()).isNotEqualTo(hash);
    }

    /** From the tests of the reference implementation. */
    @Test
    void matches_aHashOfAnotherImplementationAndCost_isUnderstood() {
        String hash = "$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc";
        assertThat(hasher.matches("password", hash)).hasValue(true);
        assertThat(hasher.matches("Password", hash)).hasValue(false);
    }

    @Test
    void matches_whatIsNoHash_isFalse() {
        assertThat(hasher.matches("", "")).hasValue(false);
        assertThat(hasher.matches("a", "a")).hasValue(false);
    }
}
