package org.kenh.edge.agent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import org.kenh.edge.agent.Courier.Pace;
import org.kenh.edge.clock.MonotonicClock;
import org.kenh.edge.control.CommandDesk;
import org.kenh.edge.control.CommandMemory;
import org.kenh.edge.control.WallClock;
import org.kenh.edge.journal.DiskJournal;
import org.kenh.edge.journal.Journal;
import org.kenh.edge.journal.Lane;
import org.kenh.edge.journal.MemoryJournal;
import org.kenh.edge.sensor.Measurement;
import org.kenh.edge.sensor.MeasurementSink;
import org.kenh.edge.uplink.Backoff;
import org.kenh.edge.uplink.Channel;
import org.kenh.edge.uplink.Delayer;
import org.kenh.edge.uplink.Encoding;
import org.kenh.edge.uplink.Message;
import org.kenh.edge.uplink.Uplink;
import org.kenh.edge.uplink.UplinkListener;
import org.kenh.telemetry.Birth;
import org.kenh.telemetry.Birth.DeclaredSeries;
import org.kenh.telemetry.CommandAnswer;
import org.kenh.telemetry.Pack;
import org.kenh.telemetry.PackNumber;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.wire.BirthCodec;
import org.kenh.telemetry.wire.CommandCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One device: measures, keeps what it measured until the centre has it, and obeys commands. {@link #sample} is
 * called by one thread at a time; {@link #enqueue} by any, and the rest comes from the uplink's threads.
 *
 * <p>A journal on disk numbers the packs itself. With one in memory they are numbered from 1 on in an epoch that is the
 * second of the start: the journal forgets with the process, and so does the numbering. Either way a pack sent again has
 * the same number, and one dropped for want of room leaves a gap that the centre sees.
 */
public final class Agent implements MeasurementSink, AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final DeclaredSeries DROPPED =
            new DeclaredSeries(SeriesName.of("agent/dropped"), Unit.of("count"), Optional.empty());

    private static final double BITS_IN_KILOBIT = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    private final Profile profile;
    private final Uplink uplink;
    private final Journal journal;
    private final CommandDesk desk;
    private final Courier courier;
    private final Predicate<String> goesOn;
    private final long epoch;
    private long sequence;

    /** One that forgets with the process. */
    public Agent(Profile profile, Uplink uplink, Journal journal, InstantSource clock, Delayer delayer) {
        this(
                profile,
                uplink,
                journal,
                new Commands(() -> Optional.of(clock.instant()), CommandMemory.ofProcess(), id -> false),
                clock.instant().getEpochSecond(),
                new Pace(backoff(), delayer, new SendingRate(Double.POSITIVE_INFINITY, MonotonicClock.system())));
    }

    /** One that forgets with the process what it measured; the clock of its commands must know the time. */
    public Agent(Profile profile, Uplink uplink, MemoryJournal journal, Commands commands, Delayer delayer) {
        this(
                profile,
                uplink,
                journal,
                commands,
                commands.clock().now().orElseThrow().getEpochSecond(),
                new Pace(backoff(), delayer, new SendingRate(Double.POSITIVE_INFINITY, MonotonicClock.system())));
    }

    /** One that keeps what it measures on disk, but forgets its commands with the process. */
    public Agent(Profile profile, Uplink uplink, Keeping keeping, InstantSource clock, Delayer delayer) {
        this(
                profile,
                uplink,
                keeping,
                new Commands(() -> Optional.of(clock.instant()), CommandMemory.ofProcess(), id -> false),
                delayer);
    }

    /** One that keeps what it measures on disk. */
    public Agent(Profile profile, Uplink uplink, Keeping keeping, Commands commands, Delayer delayer) {
        this(
                profile,
                uplink,
                keeping.journal(),
                commands,
                0,
                new Pace(
                        backoff(),
                        delayer,
                        new SendingRate(keeping.backlogKilobits() * BITS_IN_KILOBIT, MonotonicClock.system())));
    }

    private Agent(Profile profile, Uplink uplink, Journal journal, Commands commands, long epoch, Pace pace) {
        this.profile = profile;
        this.uplink = uplink;
        this.journal = journal;
        this.epoch = epoch;
        this.desk = new CommandDesk(profile.handlers(), this::answer, commands.clock(), commands.memory());
        this.goesOn = commands.goesOn();
        this.courier = new Courier(journal, uplink, this::birth, pace);
    }

    /** Starts to connect. */
    public void start() {
        desk.answerInterrupted(goesOn);
        uplink.start(new Listener());
    }

    /** Measures once and hands the readings on. A journal on disk stamps them itself. */
    public void sample(Instant now) {
        List<Reading> readings = new ArrayList<>();
        profile.sensors().forEach(sensor -> readings.addAll(sensor.read(now)));
        if (profile.reportsItself()) {
            readings.add(Reading.good(
                    DROPPED.name().value(), DROPPED.unit().symbol(), now, (double) journal.droppedReadings()));
        }
        if (readings.isEmpty()) {
            return;
        }
        if (journal instanceof DiskJournal disk) {
            disk.accept(measurements(readings), false);
        } else {
            enqueue(Lane.LIVE, readings);
        }
    }

    /** Hands readings on that were measured elsewhere or earlier. */
    public synchronized void enqueue(Lane lane, List<Reading> readings) {
        sequence++;
        Pack pack = new Pack(readings, Optional.of(new PackNumber(epoch, sequence)));
        Message message = new Message(
                Channel.READINGS, profile.encoding(), profile.encoding().write(pack));
        journal.append(lane, message, readings.size());
        courier.wake();
    }

    /** Keeps what was measured, if the agent has a journal on disk, and hands it on when it is on disk. */
    @Override
    public void accept(List<Measurement> measurements, boolean urgent) {
        if (!(journal instanceof DiskJournal disk)) {
            throw new IllegalStateException("what has no wall-clock time yet needs a journal on disk");
        }
        disk.accept(measurements, urgent);
        if (urgent) {
            courier.wake();
        }
    }

    /** Puts what was measured on disk and sends it; called again and again, as often as the journal is to be synced. */
    public void sync() {
        if (journal instanceof DiskJournal disk) {
            disk.sync();
            courier.wake();
        }
    }

    /** Answers a command that was begun earlier, perhaps by another process. */
    public void report(CommandAnswer late) {
        desk.answerLate(late);
    }

    /** Messages of a lane that the centre has not acknowledged. */
    public int pending(Lane lane) {
        return journal.pending(lane);
    }

    @Override
    public void close() {
        uplink.close();
    }

    private Message birth() {
        List<DeclaredSeries> series = new ArrayList<>();
        profile.sensors().forEach(sensor -> series.addAll(sensor.series()));
        if (profile.reportsItself()) {
            series.add(DROPPED);
        }
        Birth birth = new Birth(
                Optional.of(profile.model()),
                Optional.of(profile.firmware()),
                Optional.of(profile.interval()),
                series,
                desk.names());
        return new Message(Channel.BIRTH, Encoding.JSON, BirthCodec.encode(birth));
    }

    private void answer(CommandAnswer answer) {
        LOG.info(
                "{}: command {} {} {}",
                profile.name(),
                answer.id(),
                answer.state().word(),
                answer.detail());
        journal.append(Lane.CONTROL, new Message(Channel.ACKS, Encoding.JSON, CommandCodec.encodeAnswer(answer)), 0);
        courier.wake();
    }

    private static List<Measurement> measurements(List<Reading> readings) {
        long nanos = MonotonicClock.system().nanos();
        return readings.stream()
                .map(each -> new Measurement(nanos, each.series(), each.unit(), each.value(), each.quality()))
                .toList();
    }

    private static Backoff backoff() {
        return new Backoff(
                FIRST_PAUSE, LONGEST_PAUSE, () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * How commands are taken.
     *
     * @param clock by which they expire; while it does not know, none is taken
     * @param goesOn whether a command, by its id, goes on over a restart and is answered by {@link #report}
     */
    public record Commands(WallClock clock, CommandMemory memory, Predicate<String> goesOn) {}

    /**
     * A journal on disk.
     *
     * @param backlogKilobits how fast what is older is sent, in kilobits (1,000 bits) per second
     */
    public record Keeping(DiskJournal journal, int backlogKilobits) {}

    private final class Listener implements UplinkListener {
        @Override
        public void connected() {
            LOG.info("{}: connected", profile.name());
            courier.connected();
        }

        @Override
        public void disconnected(String reason) {
            LOG.info("{}: disconnected: {}", profile.name(), reason);
            courier.disconnected();
        }

        @Override
        public void command(byte[] payload) {
            desk.receive(payload);
        }
    }
}
