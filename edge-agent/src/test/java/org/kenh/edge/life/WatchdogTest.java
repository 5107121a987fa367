package org.kenh.edge.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchdogTest {
    private final AtomicLong now = new AtomicLong();
    private final AtomicLong lastSample = new AtomicLong();
    private final List<List<String>> said = new ArrayList<>();
    private final Heartbeat heartbeat = new Heartbeat(now::get);
    private final Watchdog watchdog = new Watchdog(said::add, heartbeat, () -> "fine");

    @Test
    void look_allPartsMove_feedsSystemd() {
        heartbeat.watch("sampling", Duration.ofSeconds(60), () -> now.get() - lastSample.get());
        watchdog.look();
        watchdog.look();
        assertThat(said).containsExactly(List.of("READY=1", "STATUS=fine"), List.of("WATCHDOG=1", "STATUS=fine"));
    }

    @Test
    void look_onePartStands_starvesSystemdUntilItMoves() {
        heartbeat.watch("sampling", Duration.ofSeconds(60), () -> now.get() - lastSample.get());
        watchdog.look();
        now.addAndGet(Duration.ofSeconds(61).toNanos());
        watchdog.look();
        assertThat(said.get(1)).noneMatch(line -> line.startsWith("WATCHDOG"));
        assertThat(said.get(1)).anyMatch(line -> line.contains("sampling"));
        lastSample.set(now.get());
        watchdog.look();
        assertThat(said.get(2)).contains("WATCHDOG=1");
    }

    @Test
    void part_thatNeverBegan_hasItsPatienceFromTheStartOn() {
        now.set(Duration.ofDays(9).toNanos());
        heartbeat.watch("control", Duration.ofSeconds(10), () -> Long.MAX_VALUE);
        assertThat(heartbeat.stalled()).isEmpty();
        now.addAndGet(Duration.ofSeconds(11).toNanos());
        assertThat(heartbeat.stalled()).containsExactly("control");
    }

    @Test
    void interval_isAThirdOfWhatSystemdAllows() {
        assertThat(Watchdog.interval(Map.of("WATCHDOG_USEC", "90000000"))).isEqualTo(Duration.ofSeconds(30));
        assertThat(Watchdog.interval(Map.of("WATCHDOG_USEC", "x"))).isEqualTo(Watchdog.USUAL);
        assertThat(Watchdog.interval(Map.of())).isEqualTo(Watchdog.USUAL);
    }

    @Test
    void notifier_runsTheProgramWithTheLines(@TempDir Path directory) throws IOException {
        Path heard = directory.resolve("heard");
        Path program = directory.resolve("systemd-notify");
        Files.writeString(program, "#!/bin/sh\nprintf '%s|' \"$@\" >" + heard + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        new SystemdNotifier(program.toString()).say(List.of("READY=1", "STATUS=tốt"));
        assertThat(Files.readString(heard)).isEqualTo("READY=1|STATUS=tốt|");
    }
}
