package org.kenh.operations.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kenh.ingest.alarm.Letter;
import org.kenh.operations.Eventually;
import org.kenh.operations.notification.Outbox.Delivery;

/** The whole way from the alarm journal in a real database to a real mail server. */
class NotifierTest {
    private final GreenMail mails = new GreenMail(ServerSetup.SMTP.dynamicPort());
    private NotificationBench bench = new NotificationBench();

    @BeforeEach
    void start() {
        mails.start();
        bench.mailPort = mails.getSmtp().getPort();
        bench.person("truc1", Optional.empty());
        bench.person("truong", Optional.empty());
        bench.open();
        bench.round();
    }

    @AfterEach
    void stop() {
        bench.close();
        mails.stop();
    }

    @Test
    void alarm_unacknowledged_isToldAndEscalated() throws MessagingException {
        bench.policy(step("PT0S", "truc1"), step("PT15M", "truong"));
        bench.annunciate(1, 1);
        bench.round();
        MimeMessage first = mails(1).getFirst();
        assertThat(first.getSubject()).isEqualTo("[Kênh] Mức 1, khẩn cấp: Mực nước 1 cao – tram-1");
        assertThat(first.getAllRecipients()[0]).hasToString("truc1@example.vn");
        assertThat(first.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(first.getMessageID()).isEqualTo("<" + bench.log().getFirst().key() + "@kenh.example>");
        bench.clock.advance(Duration.ofMinutes(14));
        bench.round();
        assertThat(bench.log()).hasSize(1);
        bench.clock.advance(Duration.ofMinutes(1));
        bench.round();
        assertThat(mails(2).get(1).getAllRecipients()[0]).hasToString("truong@example.vn");
        assertThat(GreenMailUtil.getBody(mails(2).get(1))).isNotBlank();
        assertThat(bench.log()).extracting(Delivery::state).containsExactly("sent", "sent");
    }

    @Test
    void alarm_acknowledgedOrGone_isNotEscalated() {
        bench.policy(step("PT0S", "truc1"), step("PT15M", "truong"));
        long alarm = 100;
        for (Letter letter : List.of(Letter.C, Letter.A, Letter.F, Letter.G, Letter.H, Letter.I)) {
            alarm++;
            bench.annunciate(alarm, 1);
            bench.round();
            bench.row(alarm, Letter.B, letter, 1, false);
            bench.round();
        }
        bench.clock.advance(Duration.ofDays(1));
        bench.round();
        assertThat(bench.log()).extracting(Delivery::username).containsOnly("truc1");
    }

    @Test
    void alarm_thatReturnedUnacknowledged_isToldFurtherAsOver() throws MessagingException {
        bench.policy(step("PT0S", "truc1"), step("PT15M", "truong"));
        bench.annunciate(1, 2);
        bench.round();
        bench.clock.advance(Duration.ofMinutes(5));
        bench.row(1, Letter.B, Letter.D, 2, false);
        bench.round();
        bench.clock.advance(Duration.ofMinutes(10));
        bench.row(1, Letter.D, Letter.D, 3, false); // a comment
        bench.round();
        MimeMessage second = mails(2).get(1);
        assertThat(second.getSubject()).isEqualTo("[Kênh] Mức 2, quan trọng: Mực nước 1 cao (đã hết) – tram-1");
        assertThat(text(second)).contains("Đã hết: 12:05 01/03/2026", "Vẫn chưa có người xác nhận");
    }

    @Test
    void alarm_thatIsOnAgainUnacknowledged_isNotToldAsOver() throws MessagingException {
        bench.policy(step("PT15M", "truc1"));
        bench.annunciate(1, 1);
        bench.row(1, Letter.B, Letter.D, 1, false);
        bench.row(1, Letter.D, Letter.B, 1, false);
        bench.round();
        bench.clock.advance(Duration.ofMinutes(15));
        bench.round();
        assertThat(mails(1).getFirst().getSubject()).doesNotContain("đã hết");
    }

    @Test
    void alarm_thatIsLatchedUnacknowledged_isToldFurther() {
        bench.policy(step("PT0S", "truc1"), step("PT15M", "truong"));
        bench.annunciate(1, 1);
        bench.row(1, Letter.B, Letter.E, 1, false);
        bench.round();
        bench.clock.advance(Duration.ofMinutes(15));
        bench.round();
        assertThat(bench.log()).extracting(Delivery::username).containsExactly("truong", "truc1");
    }

    @Test
    void alarm_thatReturnedAndWasAcknowledged_isNotToldFurther() {
        bench.policy(step("PT0S", "truc1"), step("PT15M", "truong"));
        bench.annunciate(1, 1);
        bench.row(1, Letter.B, Letter.D, 1, false);
        bench.round();
        bench.row(1, Letter.D, Letter.A, 1, false);
        bench.round();
        bench.clock.advance(Duration.ofMinutes(15));
        bench.round();
        assertThat(bench.log()).extracting(Delivery::username).containsExactly("truc1");
    }

    @Test
    void alarm_ofLowPriorityThatReturned_isNotToldFurther() {
        bench.policy(step("PT0S", "truc1"), step("PT15M", "truong"));
        bench.annunciate(1, 3);
        bench.round();
        bench.row(1, Letter.B, Letter.D, 3, false);
        bench.round();
        bench.clock.advance(Duration.ofMinutes(15));
        bench.round();
        assertThat(bench.log()).extracting(Delivery::username).containsExactly("truc1");
    }

    @Test
    void alarm_acknowledgedBeforeItWasSent_isCancelled() {
        bench.policy(step("PT0S", "truc1"));
        mails.stop();
        bench.annunciate(1, 1);
        bench.round();
        assertThat(bench.log().getFirst().state()).isEqualTo("waiting");
        assertThat(bench.log().getFirst().attempts()).isEqualTo(1);
        bench.row(1, Letter.B, Letter.C, 1, false);
        bench.round();
        assertThat(bench.log().getFirst().state()).isEqualTo("cancelled");
    }

    @Test
    void server_awayForAWhile_isTriedAgainAndTheMailArrivesOnce() {
        bench.policy(step("PT0S", "truc1"));
        int port = mails.getSmtp().getPort();
        mails.stop();
        bench.annunciate(1, 1);
        for (int attempt = 1; attempt <= 3; attempt++) {
            bench.round();
            assertThat(bench.log().getFirst().attempts()).isEqualTo(attempt);
            bench.round();
            assertThat(bench.log().getFirst().attempts()).isEqualTo(attempt);
            bench.clock.advance(Duration.ofMinutes(1));
        }
        GreenMail back = new GreenMail(new ServerSetup(port, null, ServerSetup.PROTOCOL_SMTP));
        back.start();
        try {
            bench.round();
            bench.round();
            assertThat(back.getReceivedMessages()).hasSize(1);
            assertThat(bench.log().getFirst().state()).isEqualTo("sent");
        } finally {
            back.stop();
        }
    }

    @Test
    void server_awayForGood_isGivenUp() {
        bench.policy(step("PT0S", "truc1"));
        mails.stop();
        bench.annunciate(1, 1);
        for (int minutes = 0; minutes < 400; minutes += 20) {
            bench.round();
            bench.clock.advance(Duration.ofMinutes(20));
        }
        Delivery delivery = bench.log().getFirst();
        assertThat(delivery.state()).isEqualTo("failed");
        assertThat(delivery.error()).extracting(Failure::code).isEqualTo(Failure.MAIL_FAILED);
        assertThat(delivery.attempts()).isBetween(10, 30);
    }

    /** 500 alarms within a minute, then silence for some hours: every alarm is told, in few messages. */
    @Test
    void flood_of500Alarms_isToldInDigestsWithinTheBudget() throws MessagingException {
        bench.policy(step("PT0S", "truc1"));
        Set<Long> told = new HashSet<>();
        for (int alarm = 1; alarm <= 500; alarm++) {
            bench.annunciate(alarm, alarm % 50 == 0 ? 1 : 3);
            if (alarm % 10 == 0) {
                bench.round();
                bench.clock.advance(Duration.ofMillis(1_200));
            }
        }
        for (int minutes = 0; minutes < 60; minutes++) {
            bench.round();
            bench.clock.advance(Duration.ofMinutes(1));
        }
        List<Delivery> log = bench.log();
        assertThat(log).hasSizeBetween(2, 6).extracting(Delivery::state).containsOnly("sent");
        assertThat(log.stream().mapToInt(Delivery::count).sum()).isEqualTo(500);
        log.forEach(delivery -> told.addAll(delivery.alarms()));
        List<MimeMessage> received = mails(log.size());
        assertThat(received).hasSize(log.size());
        assertThat(received.getLast().getSubject()).contains("cảnh báo chưa xác nhận");
        assertThat(told).contains(50L);
    }

    @Test
    void restart_inTheMiddle_losesNothingAndTellsNothingTwice() {
        bench.policy(step("PT0S", "truc1"), step("PT15M", "truong"));
        IntStream.rangeClosed(1, 1_200).forEach(alarm -> bench.annunciate(alarm, 2));
        bench.stopAfterRows(700);
        bench.annunciate(2_000, 1);
        bench.reopen();
        for (int minutes = 0; minutes < 180; minutes++) {
            bench.round();
            bench.clock.advance(Duration.ofMinutes(1));
            if (minutes % 7 == 0) {
                bench.reopen();
            }
        }
        for (String person : List.of("truc1", "truong")) {
            assertThat(bench.log().stream()
                            .filter(delivery -> delivery.username().equals(person))
                            .mapToInt(Delivery::count)
                            .sum())
                    .isEqualTo(1_201);
        }
        assertThat(mails.getReceivedMessages()).hasSize(bench.log().size());
    }

    @Test
    void firstStart_overAnOldJournal_tellsNothingOfThePast() {
        bench.close();
        bench = new NotificationBench();
        bench.mailPort = mails.getSmtp().getPort();
        bench.person("truc1", Optional.empty());
        bench.annunciate(1, 1);
        bench.open();
        bench.policy(step("PT0S", "truc1"));
        bench.round();
        bench.annunciate(2, 1);
        bench.round();
        assertThat(bench.log()).extracting(Delivery::alarms).containsExactly(List.of(2L));
    }

    @Test
    void historicalRow_isNotTold() {
        bench.policy(step("PT0S", "truc1"));
        bench.historical(1);
        bench.round();
        assertThat(bench.log()).isEmpty();
    }

    @Test
    void policy_ofOtherPriorityAreaClassOrDisabled_isNotUsed() {
        Policy policy = bench.policy(step("PT0S", "truc1"));
        bench.save(new Policy("p", "", true, Optional.empty(), Set.of(1), Set.of(), Optional.empty(), policy.steps()));
        bench.annunciate(1, 2);
        bench.round();
        bench.save(new Policy(
                "p", "", true, Optional.of("xa-khac"), Set.of(), Set.of(), Optional.empty(), policy.steps()));
        bench.annunciate(2, 2);
        bench.round();
        bench.save(new Policy(
                "p", "", true, Optional.empty(), Set.of(), Set.of("flood"), Optional.empty(), policy.steps()));
        bench.annunciate(3, 2);
        bench.round();
        bench.save(new Policy("p", "", false, Optional.empty(), Set.of(), Set.of(), Optional.empty(), policy.steps()));
        bench.annunciate(4, 2);
        bench.round();
        assertThat(bench.log()).isEmpty();
        bench.save(new Policy(
                "p", "", true, Optional.of("huyen"), Set.of(2), Set.of("level"), Optional.empty(), policy.steps()));
        bench.annunciate(5, 2);
        bench.round();
        assertThat(bench.log()).extracting(Delivery::alarms).containsExactly(List.of(5L));
    }

    /** The clock stands at 12:00 in Vietnam. */
    @Test
    void step_outsideItsHours_waitsForTheShift() {
        DutyHours night =
                new DutyHours(LocalTime.of(17, 0), LocalTime.of(7, 0), EnumSet.allOf(java.time.DayOfWeek.class));
        bench.save(new Policy(
                "p",
                "",
                true,
                Optional.empty(),
                Set.of(),
                Set.of(),
                Optional.of(night),
                List.of(step("PT0S", "truc1"))));
        bench.annunciate(1, 2);
        bench.annunciate(2, 2);
        bench.clock.advance(Duration.ofHours(4));
        bench.round();
        assertThat(bench.log()).isEmpty();
        bench.row(2, Letter.B, Letter.C, 2, false);
        bench.clock.advance(Duration.ofHours(1));
        bench.round();
        assertThat(bench.log()).extracting(Delivery::alarms).containsExactly(List.of(1L));
    }

    /** The clock stands at 12:00 in Vietnam, the shift ends ten minutes after it begins. */
    @Test
    void steps_thatWaitForAShift_keepTheirDistances() {
        DutyHours brief =
                new DutyHours(LocalTime.of(17, 0), LocalTime.of(17, 10), EnumSet.allOf(java.time.DayOfWeek.class));
        bench.save(new Policy(
                "p",
                "",
                true,
                Optional.empty(),
                Set.of(),
                Set.of(),
                Optional.of(brief),
                List.of(
                        step("PT0S", "truc1"),
                        step("PT5M", "truong"),
                        step("PT12M", "truc1"),
                        step("PT15M", "truong"))));
        bench.annunciate(1, 2);
        bench.clock.advance(Duration.ofHours(5));
        bench.round();
        assertThat(bench.log()).as("17:00").hasSize(1);
        bench.clock.advance(Duration.ofMinutes(5));
        bench.round();
        assertThat(bench.log()).as("17:05").hasSize(2);
        bench.clock.advance(Duration.ofMinutes(15));
        bench.round();
        assertThat(bench.log()).as("after the shift").hasSize(2);
        bench.clock.advance(Duration.ofHours(23).plusMinutes(40));
        bench.round();
        assertThat(bench.log()).as("17:00 on the next day").hasSize(3);
        bench.clock.advance(Duration.ofMinutes(3));
        bench.round();
        assertThat(bench.log()).as("17:03").hasSize(4);
    }

    @Test
    void person_whoMayNotSeeTheAlarm_isNotToldAndTheLogSaysSo() {
        bench.person("xa-khac-1", Optional.of("xa-khac"));
        bench.policy(step("PT0S", "xa-khac-1", "khong-co"));
        bench.annunciate(1, 1);
        bench.round();
        assertThat(bench.log()).extracting(Delivery::state).containsExactly("failed", "failed");
        assertThat(mails.getReceivedMessages()).isEmpty();
    }

    @Test
    void failure_ofBeforeThereWereCodes_isStillRead() {
        bench.policy(step("PT0S", "truc1"));
        bench.annunciate(1, 1);
        bench.round();
        bench.change("update operations.notification_message set error = 'HTTP 503'");
        assertThat(bench.log()).extracting(Delivery::error).containsExactly(Failure.of(Failure.OTHER, "HTTP 503"));
    }

    @Test
    void person_withoutAddress_isInTheLog() {
        bench.settings().save(Contact.of("truc1"), bench.clock.instant());
        bench.policy(step("PT0S", "truc1"));
        bench.annunciate(1, 1);
        bench.round();
        assertThat(bench.log()).extracting(Delivery::error).containsExactly(Failure.of(Failure.NO_EMAIL));
    }

    @Test
    void severity_raised_isToldAnew() {
        bench.policy(step("PT0S", "truc1"));
        bench.annunciate(1, 3);
        bench.round();
        bench.clock.advance(Duration.ofMinutes(5));
        bench.row(1, Letter.B, Letter.B, 1, true);
        bench.row(1, Letter.B, Letter.B, 2, false);
        bench.round();
        assertThat(bench.log()).extracting(Delivery::priority).containsExactly(1, 3);
    }

    private List<MimeMessage> mails(int count) {
        Eventually.isTrue(count + " mails", () -> mails.getReceivedMessages().length >= count);
        return Arrays.asList(mails.getReceivedMessages());
    }

    private static String text(MimeMessage mail) {
        try {
            return String.valueOf(mail.getContent());
        } catch (java.io.IOException | MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Policy.Step step(String after, String... people) {
        return new Policy.Step(Duration.parse(after), List.of(people), List.of(Channel.EMAIL));
    }
}
