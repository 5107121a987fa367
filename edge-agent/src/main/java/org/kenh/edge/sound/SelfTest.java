package org.kenh.edge.sound;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One silent test of the line: the microphone hears the place, then the place with a very quiet tone, and the impedance of
 * the line is compared with its baseline. Driven by the clock. Not thread-safe.
 */
final class SelfTest {
    /** An open line or a short one lies beyond. */
    static final double MOST_DRIFT = 0.25;

    private static final long SECOND = 1_000_000_000L;
    private static final int QUIET_SECONDS = 5;
    /** For the tone to begin. */
    private static final int RUN_UP_SECONDS = 1;

    private final SpeakerConfig.SelfTestConfig config;
    private final Optional<Ear> ear;
    private final long begun;
    private Optional<Double> quiet = Optional.empty();
    private Phase phase = Phase.QUIET;

    SelfTest(SpeakerConfig.SelfTestConfig config, Optional<Ear> ear, long nanos) {
        this.config = config;
        this.ear = ear;
        this.begun = nanos;
        ear.ifPresent(part -> part.listenFor(config.frequency()));
    }

    /** What is to be done now. */
    Step step(long nanos) {
        double seconds = (nanos - begun) / (double) SECOND;
        switch (phase) {
            case QUIET -> {
                if (seconds >= QUIET_SECONDS) {
                    quiet = ear.flatMap(Ear::tone);
                    phase = Phase.RUN_UP;
                    return Step.SOUND;
                }
            }
            case RUN_UP -> {
                if (seconds >= QUIET_SECONDS + RUN_UP_SECONDS) {
                    ear.ifPresent(part -> part.listenFor(config.frequency()));
                    phase = Phase.TONE;
                }
            }
            case TONE -> {
                if (seconds >= QUIET_SECONDS + config.seconds()) {
                    return Step.DONE;
                }
            }
        }
        return Step.WAIT;
    }

    /** How it went; {@code failure} is what the tone's program complained of, {@code at} when that was in words. */
    Result result(String at, Optional<Double> impedance, Optional<Double> baseline, Optional<String> failure) {
        Optional<Double> loud = ear.flatMap(Ear::tone);
        Optional<Double> tone = loud.flatMap(level -> quiet.map(before -> level - before));
        boolean microphone = loud.isPresent() && quiet.isPresent();
        List<String> reasons = new ArrayList<>();
        failure.ifPresent(reasons::add);
        if (ear.isPresent() && !microphone) {
            reasons.add("micro không nghe gì / the microphone hears nothing");
        }
        if (tone.isPresent() && tone.get() < config.least()) {
            reasons.add("không nghe thấy âm thử / the tone was not heard");
        }
        Optional<Double> drift = impedance.flatMap(ohm -> baseline.map(usual -> ohm / usual - 1));
        if (drift.isPresent() && Math.abs(drift.get()) > MOST_DRIFT) {
            reasons.add(String.format(Locale.ROOT, "trở kháng lệch / impedance off by %.0f %%", 100 * drift.get()));
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("at", at);
        node.put("ok", reasons.isEmpty());
        tone.ifPresent(rise -> node.put("tone", PlayRun.round(rise, 10)));
        impedance.ifPresent(ohm -> node.put("impedance", PlayRun.round(ohm, 100)));
        drift.ifPresent(share -> node.put("drift", PlayRun.round(share, 1_000)));
        ear.flatMap(Ear::background).ifPresent(level -> node.put("floor", PlayRun.round(level, 10)));
        node.put("microphone", microphone);
        if (!reasons.isEmpty()) {
            node.put("reason", String.join("; ", reasons));
        }
        return new Result(reasons.isEmpty(), node);
    }

    private enum Phase {
        QUIET,
        RUN_UP,
        TONE
    }

    /** What the caller has to do. */
    enum Step {
        WAIT,
        /** Sound the tone for as long as it is configured, without waiting for its end. */
        SOUND,
        DONE
    }

    record Result(boolean ok, ObjectNode event) {}
}
