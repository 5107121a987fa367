package org.kenh.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.kenh.edge.agent.AgentConfig;
import org.kenh.edge.clock.CentreTime;
import org.kenh.edge.clock.MonotonicClock;
import org.kenh.edge.clock.NtpState;
import org.kenh.edge.clock.TimeSource;
import org.kenh.edge.journal.JournalDamage;
import org.kenh.edge.life.ClockExamination;
import org.kenh.edge.life.DiskExamination;
import org.kenh.edge.life.DriverExamination;
import org.kenh.edge.life.Examination;
import org.kenh.edge.life.HandshakeExamination;
import org.kenh.edge.life.LinkExamination;
import org.kenh.edge.life.LinkExamination.Address;
import org.kenh.edge.life.MemoryExamination;
import org.kenh.edge.life.Words;
import org.kenh.edge.uplink.Link;
import org.kenh.edge.uplink.LinkListener;
import org.kenh.edge.uplink.Target;
import org.kenh.edge.uplink.UplinksConfig.Kind;
import org.kenh.edge.uplink.UplinksConfig.UplinkConfig;
import org.kenh.edge.uplink.coap.CoapDialer;
import org.kenh.edge.uplink.coap.CoapSettings;
import org.kenh.edge.uplink.mqtt.Tls;

/** What the doctor looks at on a board with this configuration. */
record Examinations(AgentConfig config, Workers workers) {
    private static final Path ROOT = Path.of("/");
    private static final long HANDSHAKE_SECONDS = 15;

    List<Examination> all() {
        List<Examination> all = new ArrayList<>();
        all.add(new ClockExamination(Clock.systemUTC(), this::isSynchronised, this::centreTime));
        config.uplinks().uplinks().forEach(uplink -> uplink.hosts().forEach(host -> all.add(link(uplink, host))));
        config.drivers().forEach(driver -> all.add(new DriverExamination(driver)));
        config.journal()
                .ifPresent(journal -> all.add(
                        new DiskExamination(journal.directory(), ROOT, () -> journalFault(journal.directory()))));
        all.add(new MemoryExamination(ROOT));
        return all;
    }

    private static Optional<Words> journalFault(Path directory) {
        try {
            JournalDamage damage = JournalDamage.of(directory);
            return damage.isNone()
                    ? Optional.empty()
                    : Optional.of(new Words(
                            damage.records() + " bản ghi hỏng, " + damage.tornTails() + " tệp bị cụt đuôi, "
                                    + damage.unreadable() + " tệp không đọc được",
                            damage.records() + " damaged records, " + damage.tornTails() + " torn tails, "
                                    + damage.unreadable() + " unreadable files"));
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.of(new Words("không đọc được " + directory, directory + " cannot be read"));
        }
    }

    private boolean isSynchronised() {
        return config.clock().battery()
                || new NtpState(MonotonicClock.system(), Clock.systemUTC())
                        .ask()
                        .isPresent();
    }

    private Optional<Instant> centreTime() {
        for (URI centre : config.clock().centres()) {
            Optional<TimeSource.Observation> answer = new CentreTime(centre, MonotonicClock.system()).ask();
            if (answer.isPresent()) {
                return answer.map(seen -> Instant.EPOCH.plus(seen.unixMicros(), ChronoUnit.MICROS));
            }
        }
        return Optional.empty();
    }

    private Examination link(UplinkConfig uplink, String host) {
        Address address = new Address(host, uplink.port());
        if (uplink.kind() == Kind.COAPS) {
            return new HandshakeExamination(uplink.kind().word(), address, numeric -> handshake(address, numeric));
        }
        return new LinkExamination(
                address,
                uplink.kind() == Kind.MQTTS
                        ? Optional.of(uplink.authority().map(Tls::trusting).orElseGet(Tls::platform))
                        : Optional.empty(),
                config.device(),
                config.secret());
    }

    /** Opens a link and ends it; empty if that went well, else the reason. */
    private Optional<String> handshake(Address address, InetAddress numeric) {
        CompletableFuture<Optional<String>> outcome = new CompletableFuture<>();
        Link link = new CoapDialer(new CoapSettings(config.device(), config.secret()), workers.shared(), workers)
                .dial(new Target(address.host(), numeric, address.port()), new Outcome(outcome));
        link.open();
        try {
            return outcome.get(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return Optional.of("không trả lời / no answer");
        } catch (ExecutionException e) {
            return Optional.of(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("bị ngắt / interrupted");
        } finally {
            link.drop();
        }
    }

    private record Outcome(CompletableFuture<Optional<String>> outcome) implements LinkListener {
        @Override
        public void opened() {
            outcome.complete(Optional.empty());
        }

        @Override
        public void ended(String reason) {
            outcome.complete(Optional.of(reason));
        }

        @Override
        public void command(byte[] payload) {
            // Not confirmed as carried out: the agent gets it again.
        }
    }
}
