package org.kenh.edge.sensor.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kenh.edge.control.Outcome;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.Value;

class SimulatedDeviceTest {
    private final Plant plant = Plants.plant();

    @ParameterizedTest
    @CsvSource({
        "pump, drain, 13",
        "station, drain, 9",
        "power, lift, 12",
        "gauge, day, 4",
        "gate, gate, 7",
        "field, paddy, 8",
        "field, garden, 7",
        "weather, a, 8",
        "rain-gauge, a, 4",
        "water-quality, nhue, 6",
        "loudspeaker, van-dinh, 15"
    })
    void read_everyModel_measuresWhatItAnnounces(String model, String of, int series) {
        SimulatedDevice device = device(model, of, Fault.NONE);

        List<Reading> readings = device.read(Plants.START.plusSeconds(60));

        assertThat(readings).hasSize(series).allMatch(reading -> reading.quality() == Quality.GOOD);
        assertThat(readings.stream().map(Reading::series))
                .containsExactlyElementsOf(device.series().stream()
                        .map(declared -> declared.name())
                        .toList());
    }

    @Test
    void read_words_areToldWhenTheyChange() {
        SimulatedDevice speaker = device("loudspeaker", "van-dinh", Fault.NONE);
        Instant before = Instant.parse("2026-07-01T09:59:00Z");
        plant.advanceTo(before);

        assertThat(texts(speaker.read(before))).containsExactly("IDLE", "mains");
        assertThat(texts(speaker.read(before.plusSeconds(30)))).isEmpty();
        assertThat(texts(speaker.read(before.plusSeconds(70)))).containsExactly("PLAYING");
    }

    @Test
    void read_bulletin_isLouderAndWarmsTheAmplifier() {
        SimulatedDevice speaker = device("loudspeaker", "van-dinh", Fault.NONE);
        Instant before = Instant.parse("2026-07-01T09:59:00Z");
        plant.advanceTo(before);
        List<Reading> idle = speaker.read(before);
        Instant during = before.plus(Duration.ofMinutes(25));
        List<Reading> playing = speaker.read(during);

        assertThat(number(playing, "ambient")).isGreaterThan(number(idle, "ambient") + 6);
        assertThat(number(playing, "temperature.amplifier")).isGreaterThan(number(idle, "temperature.amplifier") + 8);
    }

    @Test
    void read_silentFault_comesAndGoes() {
        SimulatedDevice device = device("gauge", "day", Fault.SILENT);
        int silent = 0;
        for (int minute = 0; minute < 300; minute++) {
            silent += device.read(Plants.START.plus(Duration.ofMinutes(minute))).isEmpty() ? 1 : 0;
        }

        assertThat(silent).isBetween(45, 55);
    }

    @Test
    void read_fouledProbe_saysThatItsValuesAreBad() {
        SimulatedDevice device = device("water-quality", "nhue", Fault.BAD_SENSOR);
        int bad = 0;
        for (int minute = 0; minute < 280; minute++) {
            bad += device.read(Plants.START.plus(Duration.ofMinutes(minute)))
                                    .get(0)
                                    .quality()
                            == Quality.BAD
                    ? 1
                    : 0;
        }

        assertThat(bad).isBetween(55, 65);
    }

    @Test
    void read_poorRiver_isWorseThanTheFairOne() {
        List<Reading> poor = device("water-quality", "nhue", Fault.NONE).read(Plants.START);
        List<Reading> fair = device("water-quality", "day", Fault.NONE).read(Plants.START);

        assertThat(number(poor, "oxygen")).isLessThan(number(fair, "oxygen") - 1);
        assertThat(number(poor, "conductivity")).isGreaterThan(number(fair, "conductivity") + 100);
    }

    @Test
    void obey_volume_changesWhatIsMeasured() {
        SimulatedDevice speaker = device("loudspeaker", "van-dinh", Fault.NONE);

        Outcome outcome = speaker.obey(command("speaker.volume", "{\"percent\": 35}"));

        assertThat(outcome).isEqualTo(new Outcome.Done("volume 35.0 %"));
        assertThat(number(speaker.read(Plants.START), "volume")).isEqualTo(35);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "{\"percent\": 101}", "{\"percent\": \"loud\"}", "[", "{\"percent\": -1}"})
    void obey_wrongArguments_isRefusedByName(String args) {
        SimulatedDevice speaker = device("loudspeaker", "van-dinh", Fault.NONE);

        assertThat(speaker.obey(command("speaker.volume", args)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.detail()).startsWith("percent must be a number"));
    }

    @Test
    void obey_gate_movesInItsOwnTime() {
        SimulatedDevice gate = device("gate", "gate", Fault.NONE);
        gate.obey(command("gate.set", "{\"opening\": 80}"));

        assertThat(number(gate.read(Plants.START.plusSeconds(60)), "gate.opening"))
                .isBetween(35.0, 45.0);
        assertThat(number(gate.read(Plants.START.plusSeconds(400)), "gate.opening"))
                .isEqualTo(80);
    }

    @Test
    void construct_unknownPart_namesTheKnownOnes() {
        assertThatThrownBy(() -> device("station", "nowhere", Fault.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"nowhere\" is not part of the plant; known: drain, lift");
    }

    private SimulatedDevice device(String model, String of, Fault fault) {
        return new SimulatedDevice(
                "test-device", new DeviceConfig(model, of, 1, 0, fault, of), plant, InstantSource.fixed(Plants.START));
    }

    private static Command command(String name, String args) {
        return new Command("c1", name, args, Plants.START, Plants.START.plusSeconds(60));
    }

    private static List<String> texts(List<Reading> readings) {
        return readings.stream()
                .map(Reading::value)
                .filter(Value.Text.class::isInstance)
                .map(value -> ((Value.Text) value).value())
                .toList();
    }

    private static double number(List<Reading> readings, String series) {
        return readings.stream()
                .filter(reading -> reading.series().value().equals(series))
                .map(reading -> ((Value.Numeric) reading.value()).value())
                .findFirst()
                .orElseThrow();
    }
}
