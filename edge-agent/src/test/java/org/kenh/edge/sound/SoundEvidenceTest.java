package org.kenh.edge.sound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The measurement in small: speech of {@code espeak-ng} in noise of {@code sox}. */
class SoundEvidenceTest {
    private static final int BULLETINS = 2;

    @TempDir
    Path directory;

    @Test
    void measurement_ofAFewBulletins_tellsThemApart() throws IOException {
        SoundMeasurement measurement = new SoundMeasurement(new Studio(directory), BULLETINS);
        measurement.run();

        int places = Studio.Noise.values().length * SoundMeasurement.SIGNAL_TO_NOISE.size();
        assertThat(measurement.count("other programme", Hearing.MATCHING)).isZero();
        assertThat(measurement.count("other voice, other pace, same text", Hearing.MATCHING))
                .isZero();
        assertThat(measurement.count("nothing but the noise", Hearing.MATCHING)).isZero();
        assertThat(measurement.count("nothing but the noise", Hearing.WRONG)).isZero();
        assertThat(measurement.count("microphone overloaded", Hearing.CLIPPED)).isEqualTo(places * BULLETINS);
        assertThat(measurement.count("the right one", Hearing.WRONG)).isZero();
        assertThat(measurement.count("the right one", Hearing.SILENT)).isZero();
        // One in twenty may remain in doubt in the worst of traffic.
        assertThat(measurement.count("the right one", Hearing.MATCHING))
                .isGreaterThanOrEqualTo(places * BULLETINS * 2 * 19 / 20);
        assertThat(measurement.strangeNoises()).isZero();
        assertThat(measurement.strangeSpeech()).isEqualTo(measurement.strangeTrials());
        assertThat(measurement.processor()).as("of one core").isLessThan(0.05);
    }
}
