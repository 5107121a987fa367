package org.kenh.edge.life;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.kenh.edge.sensor.Driver;
import org.kenh.edge.sensor.Readings;
import org.kenh.edge.sensor.Sample;

/** Does a driver's instrument answer? Opens it, reads all of its points once and closes it. */
public final class DriverExamination implements Examination {
    private static final Words LOOK = new Words(
            "Kiểm tra nguồn và dây của thiết bị đo, địa chỉ và cổng trong tệp, quyền nhóm (dialout, gpio). Khi tác tử đang"
                    + " chạy, cổng nối tiếp có thể đang bận.",
            "Look at the instrument's power and wiring, address and port in the file, and groups (dialout, gpio). While the"
                    + " agent runs, a serial port may be busy.");

    private final Driver driver;

    public DriverExamination(Driver driver) {
        this.driver = driver;
    }

    @Override
    public List<Finding> examine() {
        String part = "sensor " + driver.settings().name();
        Tally tally = new Tally();
        Optional<String> failure = read(tally);
        String place = " (" + driver.settings().type() + " " + driver.place() + ")";
        if (failure.isPresent()) {
            return List.of(Finding.wrong(
                    part,
                    "sensor.silent",
                    new Words(
                            "Không trả lời" + place + ": " + failure.get(), "No answer" + place + ": " + failure.get()),
                    LOOK));
        }
        if (tally.flaw.isPresent()) {
            return List.of(Finding.warning(
                    part,
                    "sensor.flawed",
                    new Words(
                            "Có số liệu hỏng" + place + ": " + tally.flaw.get(),
                            "Bad values" + place + ": " + tally.flaw.get()),
                    LOOK));
        }
        return List.of(Finding.fine(
                part,
                "sensor.fine",
                new Words("Trả lời " + tally.values + " số liệu" + place, tally.values + " values" + place)));
    }

    private Optional<String> read(Tally tally) {
        CompletableFuture<Optional<String>> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> done.complete(attempt(tally)), "doctor");
        thread.setDaemon(true);
        thread.start();
        try {
            return done.get(driver.longestRead().toMillis() + 1_000, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Optional.of("quá giờ / timed out");
        } catch (ExecutionException e) {
            return Optional.of(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("bị ngắt / interrupted");
        } finally {
            driver.close();
        }
    }

    private Optional<String> attempt(Tally tally) {
        try {
            driver.open(samples -> tally.addAll(samples));
            driver.read(driver.points(), tally);
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    /** Counts what is read, on the thread that reads. */
    private static final class Tally implements Readings {
        private volatile int values;
        private volatile Optional<String> flaw = Optional.empty();

        synchronized void addAll(List<Sample> samples) {
            values += samples.size();
        }

        @Override
        public void take(Sample sample) {
            addAll(List.of(sample));
        }

        @Override
        public synchronized void bad(String point, String reason) {
            flaw = Optional.of(point + ": " + reason);
        }

        @Override
        public void quiet(String point) {
            // Nothing new there, which is fine.
        }
    }
}
