package org.kenh.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.kenh.edge.fleet.LoudspeakerMonth.Terms;
import org.kenh.system.SpeakerFindings.Account;

/**
 * Loudspeakers with seeded faults before the real desk: three communes for three days, or with {@code -Dkenh.speakers=month} 29 communes
 * with 700 clusters for 30 days, which takes long.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpeakerMonthTest {
    private static final boolean WHOLE = System.getProperty("kenh.speakers", "").equals("month");
    /** A Friday: faults of self-tests need a Sunday. */
    private static final LocalDate FRIDAY = LocalDate.of(2026, 11, 6);

    private static final long SEED = 7;
    /** Sums of tenths; nearer than the minutes that people read. */
    private static final double SAME_SECONDS = 1;

    private SpeakerMonth lived;
    private SpeakerFindings findings;

    @BeforeAll
    void live() {
        lived = WHOLE
                ? new SpeakerMonth(
                        new Terms(
                                SEED,
                                LocalDate.of(2026, 11, 1),
                                Integer.getInteger("kenh.speakers.days", 30),
                                29,
                                700,
                                Duration.ofHours(6),
                                Terms.programme(40),
                                Terms.ofEachKind(20)),
                        Duration.ofMinutes(24))
                : new SpeakerMonth(
                        new Terms(
                                SEED,
                                FRIDAY,
                                3,
                                3,
                                20,
                                Duration.ofMinutes(30),
                                Terms.programme(40),
                                Terms.ofEachKind(1)),
                        Duration.ofMinutes(12));
        lived.live();
        findings = new SpeakerFindings(lived);
        findings.print();
    }

    @AfterAll
    void close() {
        if (lived != null) {
            lived.close();
        }
    }

    @Test
    void verdicts_areAllTrue() {
        assertThat(findings.verdicts).isGreaterThan(2_000);
        assertThat(findings.wrongVerdicts).isEmpty();
        assertThat(findings.corrected).isPositive();
    }

    @Test
    void faults_ofEveryKind_areFound() {
        assertThat(findings.unfound).isEmpty();
    }

    @Test
    void alarms_withoutAReason_areNone() {
        assertThat(findings.falseAlarms).isEmpty();
    }

    @Test
    void minutes_ofEachCommuneAndCause_areTheTruth() {
        assertThat(findings.said).hasSizeGreaterThan(9).hasSameSizeAs(findings.truth);
        findings.truth.forEach((key, real) -> {
            Account account = findings.said.getOrDefault(key, new Account(0, 0));
            assertThat(account.slots()).as(key).isEqualTo(real.slots());
            assertThat(account.seconds()).as(key).isCloseTo(real.seconds(), within(SAME_SECONDS));
        });
    }
}
