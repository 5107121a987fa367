package org.kenh.edge.sensor.simulated;

import java.time.Instant;
import org.kenh.edge.sensor.simulated.Speaker.State;

/** What the player of a loudspeaker cluster sees and drives. Times are true ones. Thread-safe. */
public final class SpeakerPanel {
    private final Plant plant;
    private final Speaker speaker;
    private final Modem modem;

    SpeakerPanel(Plant plant, Speaker speaker, Modem modem) {
        this.plant = plant;
        this.speaker = speaker;
        this.modem = modem;
    }

    /** From now on it sounds when the player says so, and no more by the bulletins of the plant. */
    public void takeOver() {
        synchronized (plant) {
            speaker.drive();
        }
    }

    /** Gives the amplifier something to play, or nothing. */
    public void feed(boolean wanted) {
        synchronized (plant) {
            speaker.feed(wanted);
        }
    }

    public void mute(boolean wanted) {
        synchronized (plant) {
            speaker.mute(wanted);
        }
    }

    /** Sets the volume, in percent; gives what was set before. */
    public double volume(double percent) {
        synchronized (plant) {
            return speaker.setVolume(percent);
        }
    }

    /** What can be measured at a time up to which the plant has lived. */
    public Look look(Instant now) {
        synchronized (plant) {
            double seconds = plant.clock(now);
            State state = speaker.state(seconds);
            double floor = speaker.floor(seconds);
            double signal = speaker.signal(modem.signal(seconds), seconds);
            return new Look(
                    state == State.FAULT,
                    speaker.isMuted(seconds),
                    speaker.volume(seconds),
                    floor,
                    speaker.ambient(seconds) - floor,
                    speaker.drawn(seconds),
                    speaker.underruns(signal),
                    speaker.impedance(seconds));
        }
    }

    /** What is wrong with the player at a time up to which the plant has lived. */
    public Trouble trouble(Instant now) {
        synchronized (plant) {
            double seconds = plant.clock(now);
            return new Trouble(
                    speaker.isStrange(seconds),
                    speaker.suffers(Fault.UNPLANNED_PLAY, seconds),
                    speaker.suffers(Fault.STUCK, seconds),
                    speaker.suffers(Fault.WRONG_FILE, seconds),
                    speaker.suffers(Fault.LATE_START, seconds),
                    speaker.suffers(Fault.DEAF, seconds));
        }
    }

    /**
     * Measured at the amplifier and beside the horns.
     *
     * @param failed the amplifier says that it is broken
     * @param volume percent
     * @param floor level without the loudspeaker, dB
     * @param rise of the level over the floor, dB
     * @param current that sound makes the amplifier take, A
     * @param underruns within a minute
     * @param impedance of the line, ohm
     */
    public record Look(
            boolean failed,
            boolean muted,
            double volume,
            double floor,
            double rise,
            double current,
            double underruns,
            double impedance) {
        /** dB. */
        public double level() {
            return floor + rise;
        }
    }

    /**
     * What is wrong with the player and around it.
     *
     * @param strange something sounds that does not come from the player
     * @param unplanned it plays what nobody planned
     * @param stuck what it has begun does not end
     * @param wrongFile it has another file
     * @param late it begins late
     * @param deaf its microphone hears nothing
     */
    public record Trouble(
            boolean strange, boolean unplanned, boolean stuck, boolean wrongFile, boolean late, boolean deaf) {}
}
