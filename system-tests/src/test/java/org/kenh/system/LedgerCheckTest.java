package org.kenh.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kenh.system.Api.Device;
import org.kenh.system.LedgerCheck.Verdict;
import org.kenh.system.OneByOneDevice.Answered;

/** The check itself: it finds what is wrong, and nothing else. */
class LedgerCheckTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofMillis(10);
    private static final int SERIES = DevicePlan.SERIES.size();

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(1);
    private final List<LedgerDevice> devices = new ArrayList<>();

    @Test
    void verdict_ofHonestAndOfFalseLedgers_namesWhatIsWrong() {
        try (ServerProcess server = ServerProcess.start("ledger-check")) {
            Api api = Api.signIn(server);
            OneByOneDevice.Post honest = new HttpPost(server.ports().http());
            sendThree(api.newDevice(), 0, honest);
            sendThree(api.newDevice(), 1, honest);
            assertThat(check(server).isGood()).isTrue();
            assertThat(check(server).counts()).isEqualTo(new Verdict.Counts(6L * SERIES, 0, 0, 0, 0));

            sendThree(api.newDevice(), 2, (device, senml) -> new Answered.Committed());
            assertThat(check(server).counts().lost()).isEqualTo(3L * SERIES);

            sendThree(api.newDevice(), 3, (device, senml) -> honest.post(device, senml.replace("5}", "6}")));
            assertThat(check(server).counts().altered()).isPositive();
            assertThat(check(server).counts().neverSent()).isZero();

            sendThree(api.newDevice(), 4, (device, senml) -> honest.post(device, senml.replace("0000,", "0001,")));
            honest.post(api.newDevice(), "{\"level\":1}");
            assertThat(check(server).counts().neverSent()).isPositive();
            assertThat(check(server).isGood()).isFalse();
        }
    }

    private Verdict check(ServerProcess server) {
        return LedgerCheck.of(server, server.database(), devices);
    }

    private void sendThree(Device device, int index, OneByOneDevice.Post post) {
        LedgerDevice sender = new OneByOneDevice(device, new DevicePlan(index, start, STEP, false), post);
        devices.add(sender);
        Await.until("three packs are due", PATIENCE, () -> sender.plan().due(Instant.now()) >= 3);
        for (int i = 0; i < 3; i++) {
            assertThat(sender.converse()).isTrue();
        }
    }
}
