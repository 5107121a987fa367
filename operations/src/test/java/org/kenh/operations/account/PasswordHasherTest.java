package org.kenh.operations.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
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

    @Test
    void hash_moreAtOnceThanMayWait_sendsTheRestAwayAtOnce() throws InterruptedException {
        List<Optional<String>> hashes = new CopyOnWriteArrayList<>();
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = IntStream.range(0, 100)
                .mapToObj(i -> Thread.ofPlatform().start(() -> {
                    try {
                        begin.await();
                        hashes.add(hasher.hash("mật khẩu của tôi"));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .toList();
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(hashes).hasSize(100);
        assertThat(hashes.stream().filter(Optional::isPresent)).hasSizeBetween(18, 99);
        assertThat(hasher.hash("mật khẩu của tôi")).isPresent();
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
