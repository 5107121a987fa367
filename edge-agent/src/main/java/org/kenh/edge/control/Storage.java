package org.kenh.edge.control;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.schedule.DocumentVerifier;
import org.kenh.telemetry.schedule.Schedule;
import org.kenh.telemetry.schedule.SignedDocument;
import org.kenh.telemetry.wire.Decoding;
import org.kenh.telemetry.wire.ScheduleCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control's files: its state, written in the background, the newest one last; and the schedule. Thread-safe. */
final class Storage {
    private static final Logger LOG = LoggerFactory.getLogger(Storage.class);

    private final StateFile state;
    private final StateFile schedule;
    private final DocumentVerifier verifier;
    private final DeviceId device;
    private final Executor executor;
    private byte @Nullable [] waiting;
    private boolean writing;
    private boolean failed;

    Storage(ControlConfig config, DeviceId device, Executor executor) {
        Path directory = config.directory();
        this.state = new StateFile(directory.resolve("state"));
        this.schedule = new StateFile(directory.resolve("schedule"));
        this.verifier = new DocumentVerifier(config.keys());
        this.device = device;
        this.executor = executor;
    }

    Optional<byte[]> state() throws IOException {
        return state.read();
    }

    /** Writes the state soon; of several only the newest. */
    void keep(byte[] content) {
        synchronized (this) {
            waiting = content;
            if (writing) {
                return;
            }
            writing = true;
        }
        try {
            executor.execute(this::write);
        } catch (RejectedExecutionException e) {
            LOG.debug("Not written: the process is ending");
        }
    }

    /** Writes the state and waits for it. */
    void keepNow(byte[] content) {
        synchronized (this) {
            waiting = content;
        }
        write();
    }

    /** Whether the last write failed. */
    synchronized boolean isFailed() {
        return failed;
    }

    /** The schedule from before the restart, its signature checked again; fails when there is one that is no good. */
    Optional<Schedule> schedule() throws IOException {
        Optional<byte[]> envelope = schedule.read();
        if (envelope.isEmpty()) {
            return Optional.empty();
        }
        Reading reading = read(envelope.get());
        if (reading.schedule() == null) {
            throw new IOException(schedule + ": " + reading.refused().text());
        }
        return Optional.of(reading.schedule());
    }

    /** Checks a signed schedule. */
    Reading read(byte[] envelope) {
        if (!(ScheduleCodec.decodeSigned(envelope) instanceof Decoding.Decoded<SignedDocument> signed)) {
            return new Reading(Reasons.BAD_SCHEDULE, null);
        }
        Optional<byte[]> document = verifier.verified(signed.value());
        if (document.isEmpty()) {
            return new Reading(Reasons.BAD_SIGNATURE, null);
        }
        Decoding<Schedule> decoding = ScheduleCodec.decode(document.get());
        if (decoding instanceof Decoding.Decoded<Schedule> decoded) {
            boolean mine = decoded.value().device().equals(device);
            return mine
                    ? new Reading(Reasons.BAD_SCHEDULE, decoded.value())
                    : new Reading(
                            Reasons.BAD_SCHEDULE.with(decoded.value().device().value()), null);
        }
        return new Reading(Reasons.BAD_SCHEDULE.with(((Decoding.Rejected<Schedule>) decoding).reason()), null);
    }

    /** Keeps a signed schedule; when this returns it is on the disk. */
    void keepSchedule(byte[] envelope) throws IOException {
        schedule.write(envelope);
    }

    private void write() {
        while (true) {
            byte[] content;
            synchronized (this) {
                content = waiting;
                waiting = null;
                writing = content != null;
            }
            if (content == null) {
                return;
            }
            writeState(content);
        }
    }

    private void writeState(byte[] content) {
        boolean fails = false;
        try {
            synchronized (state) {
                state.write(content);
            }
        } catch (IOException e) {
            LOG.error("{} cannot be written", state, e);
            fails = true;
        }
        synchronized (this) {
            failed = fails;
        }
    }

    /** What a signed schedule says, or why it is refused. */
    record Reading(Reason refused, @Nullable Schedule schedule) {}
}
