package org.kenh.telemetry.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kenh.telemetry.wire.Payloads.NOW;
import static org.kenh.telemetry.wire.Payloads.readings;
import static org.kenh.telemetry.wire.Payloads.readingsOfCbor;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kenh.telemetry.Quality;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.SeriesName;
import org.kenh.telemetry.Unit;
import org.kenh.telemetry.Value;

/** The examples of RFC 8428, sections 5.1 and 6, word for word. */
class RfcExamplesTest {
    private static final String SENSOR = "urn:dev:ow:10e2073a01080063";

    /** The same seven measurements in JSON (5.1.2) and CBOR (6). */
    private static final List<Reading> VOLTAGE_AND_CURRENTS = voltageAndCurrents();

    @Test
    void singleDataPoint_json_isNow() {
        assertThat(readings("""
                [
                  {"n":"urn:dev:ow:10e2073a01080063","u":"Cel","v":23.1}
                ]""")).containsExactly(Reading.good(SENSOR, "Cel", NOW, 23.1));
    }

    @Test
    void multipleDataPoints_withoutTime_areNow() {
        assertThat(readings("""
                [
                  {"bn":"urn:dev:ow:10e2073a01080063:","n":"voltage","u":"V","v":120.1},
                  {"n":"current","u":"A","v":1.2}
                ]"""))
                .containsExactly(
                        Reading.good(SENSOR + ":voltage", "V", NOW, 120.1),
                        Reading.good(SENSOR + ":current", "A", NOW, 1.2));
    }

    @Test
    void multipleDataPoints_withBaseTime_areRelativeToIt() {
        assertThat(readings("""
                [
                  {"bn":"urn:dev:ow:10e2073a0108006:","bt":1.276020076001e+09,
                   "bu":"A","bver":5,
                   "n":"voltage","u":"V","v":120.1},
                  {"n":"current","t":-5,"v":1.2},
                  {"n":"current","t":-4,"v":1.3},
                  {"n":"current","t":-3,"v":1.4},
                  {"n":"current","t":-2,"v":1.5},
                  {"n":"current","t":-1,"v":1.6},
                  {"n":"current","v":1.7}
                ]""")).isEqualTo(VOLTAGE_AND_CURRENTS);
    }

    @Test
    void multipleDataPoints_cborDump_isTheSameAsJson() {
        assertThat(readingsOfCbor("""
                87 a7 21 78 1b 75 72 6e 3a 64 65 76 3a 6f 77 3a
                31 30 65 32 30 37 33 61 30 31 30 38 30 30 36 3a
                22 fb 41 d3 03 a1 5b 00 10 62 23 61 41 20 05 00
                67 76 6f 6c 74 61 67 65 01 61 56 02 fb 40 5e 06
                66 66 66 66 66 a3 00 67 63 75 72 72 65 6e 74 06
                24 02 fb 3f f3 33 33 33 33 33 33 a3 00 67 63 75
                72 72 65 6e 74 06 23 02 fb 3f f4 cc cc cc cc cc
                cd a3 00 67 63 75 72 72 65 6e 74 06 22 02 fb 3f
                f6 66 66 66 66 66 66 a3 00 67 63 75 72 72 65 6e
                74 06 21 02 f9 3e 00 a3 00 67 63 75 72 72 65 6e
                74 06 20 02 fb 3f f9 99 99 99 99 99 9a a3 00 67
                63 75 72 72 65 6e 74 06 00 02 fb 3f fb 33 33 33
                33 33 33""")).isEqualTo(VOLTAGE_AND_CURRENTS);
    }

    @Test
    void stream_onceClosed_isRead() {
        List<Reading> readings = readings("""
                [
                  {"bn":"urn:dev:ow:10e2073a01080063","bt":1.320067464e+09,
                   "bu":"%RH","v":21.2},
                  {"t":10,"v":21.3},
                  {"t":20,"v":21.4},
                  {"t":30,"v":21.4},
                  {"t":40,"v":21.5},
                  {"t":50,"v":21.5},
                  {"t":60,"v":21.5},
                  {"t":70,"v":21.6},
                  {"t":80,"v":21.7}
                ]""");
        assertThat(readings).hasSize(9).last().isEqualTo(humidity(80, 21.7));
    }

    @Test
    void multipleMeasurements_ofOneName_areSeparatedByUnit() {
        List<Reading> readings = readings("""
                [
                  {"bn":"urn:dev:ow:10e2073a01080063","bt":1.320067464e+09,
                   "bu":"%RH","v":20},
                  {"u":"lon","v":24.30621},
                  {"u":"lat","v":60.07965},
                  {"t":60,"v":20.3},
                  {"u":"lon","t":60,"v":24.30622},
                  {"u":"lat","t":60,"v":60.07965},
                  {"t":120,"v":20.7},
                  {"u":"lon","t":120,"v":24.30623},
                  {"u":"lat","t":120,"v":60.07966},
                  {"u":"%EL","t":150,"v":98},
                  {"t":180,"v":21.2},
                  {"u":"lon","t":180,"v":24.30628},
                  {"u":"lat","t":180,"v":60.07967}
                ]""");
        assertThat(readings).isEqualTo(measurements());
    }

    @Test
    void resolvedData_equalsTheUnresolved() {
        List<Reading> readings = readings("""
                [
                  {"n":"urn:dev:ow:10e2073a01080063","u":"%RH","t":1.320067464e+09,
                   "v":20},
                  {"n":"urn:dev:ow:10e2073a01080063","u":"lon","t":1.320067464e+09,
                   "v":24.30621},
                  {"n":"urn:dev:ow:10e2073a01080063","u":"lat","t":1.320067464e+09,
                   "v":60.07965},
                  {"n":"urn:dev:ow:10e2073a01080063","u":"%RH","t":1.320067524e+09,
                   "v":20.3},
                  {"n":"urn:dev:ow:10e2073a01080063","u":"lon","t":1.320067524e+09,
                   "v":24.30622},
                  {"n":"urn:dev:ow:10e2073a01080063","u":"lat","t":1.320067524e+09,
                   "v":60.07965},
                  {"n":"urn:dev:ow:10e2073a01080063","u":"%RH","t":1.320067584e+09,
                   "v":20.7},
                  {"n":"urn:dev:ow:10e2073a01080063","u":"lon","t":1.320067584e+09,
                   "v":24.30623},
                  {"n":"urn:dev:ow:10e2073a01080063","u":"lat","t":1.320067584e+09,
                   "v":60.07966},
                  {"n":"urn:dev:ow:10e2073a01080063","u":"%EL","t":1.320067614e+09,
                   "v":98},
                  {"n":"urn:dev:ow:10e2073a01080063","u":"%RH","t":1.320067644e+09,
                   "v":21.2},
                  {"n":"urn:dev:ow:10e2073a01080063","u":"lon","t":1.320067644e+09,
                   "v":24.30628},
                  {"n":"urn:dev:ow:10e2073a01080063","u":"lat","t":1.320067644e+09,
                   "v":60.07967}
                ]""");
        assertThat(readings).isEqualTo(measurements());
    }

    @Test
    void multipleDataTypes_keepTheirKind() {
        assertThat(readings("""
                [
                  {"bn":"urn:dev:ow:10e2073a01080063:","n":"temp","u":"Cel","v":23.1},
                  {"n":"label","vs":"Machine Room"},
                  {"n":"open","vb":false},
                  {"n":"nfv-reader","vd":"aGkgCg"}
                ]"""))
                .containsExactly(
                        Reading.good(SENSOR + ":temp", "Cel", NOW, 23.1),
                        now("label", new Value.Text("Machine Room")),
                        now("open", new Value.Flag(false)),
                        now("nfv-reader", new Value.Data("aGkgCg")));
    }

    @Test
    void collectionOfResources_changesBaseNameButKeepsBaseTime() {
        Instant at = Instant.ofEpochSecond(1_320_078_429);
        assertThat(readings("""
                [
                  {"bn":"2001:db8::2/","bt":1.320078429e+09,
                   "n":"temperature","u":"Cel","v":25.2},
                  {"n":"humidity","u":"%RH","v":30},
                  {"bn":"2001:db8::1/","n":"temperature","u":"Cel","v":12.3},
                  {"n":"humidity","u":"%RH","v":67}
                ]"""))
                .containsExactly(
                        Reading.good("2001:db8::2/temperature", "Cel", at, 25.2),
                        Reading.good("2001:db8::2/humidity", "%RH", at, 30),
                        Reading.good("2001:db8::1/temperature", "Cel", at, 12.3),
                        Reading.good("2001:db8::1/humidity", "%RH", at, 67));
    }

    @Test
    void actuator_firstRecordOfBaseFieldsAlone_isNoReading() {
        assertThat(readings("""
                [
                  {"bn":"urn:dev:ow:10e2073a01080063:"},
                  {"n":"temp","u":"Cel","v":23.1},
                  {"n":"heat","u":"/","v":1},
                  {"n":"fan","u":"/","v":0}
                ]"""))
                .containsExactly(
                        Reading.good(SENSOR + ":temp", "Cel", NOW, 23.1),
                        Reading.good(SENSOR + ":heat", "/", NOW, 1),
                        Reading.good(SENSOR + ":fan", "/", NOW, 0));
    }

    @Test
    void actuator_lightsOn_shareBaseTimeAndUnit() {
        Instant at = Instant.ofEpochSecond(1_320_078_429);
        assertThat(readings("""
                [
                  {"bt":1.320078429e+09,"bu":"/","n":"2001:db8::3","v":1},
                  {"n":"2001:db8::4","v":1}
                ]"""))
                .containsExactly(Reading.good("2001:db8::3", "/", at, 1), Reading.good("2001:db8::4", "/", at, 1));
    }

    @Test
    void actuator_lightsDimThenOff_haveTwoTimes() {
        Instant at = Instant.ofEpochSecond(1_320_078_429);
        assertThat(readings("""
                [
                  {"bt":1.320078429e+09,"bu":"/","n":"2001:db8::3","v":0.5},
                  {"n":"2001:db8::4","v":0.5},
                  {"n":"2001:db8::3","t":0.1,"v":0},
                  {"n":"2001:db8::4","t":0.1,"v":0}
                ]"""))
                .containsExactly(
                        Reading.good("2001:db8::3", "/", at, 0.5),
                        Reading.good("2001:db8::4", "/", at, 0.5),
                        Reading.good("2001:db8::3", "/", at.plusMillis(100), 0),
                        Reading.good("2001:db8::4", "/", at.plusMillis(100), 0));
    }

    private static List<Reading> voltageAndCurrents() {
        Instant at = Instant.parse("2010-06-08T18:01:16.001Z");
        String device = "urn:dev:ow:10e2073a0108006:";
        return List.of(
                Reading.good(device + "voltage", "V", at, 120.1),
                Reading.good(device + "current", "A", at.minusSeconds(5), 1.2),
                Reading.good(device + "current", "A", at.minusSeconds(4), 1.3),
                Reading.good(device + "current", "A", at.minusSeconds(3), 1.4),
                Reading.good(device + "current", "A", at.minusSeconds(2), 1.5),
                Reading.good(device + "current", "A", at.minusSeconds(1), 1.6),
                Reading.good(device + "current", "A", at, 1.7));
    }

    private static List<Reading> measurements() {
        return List.of(
                humidity(0, 20),
                position("lon", 0, 24.30621),
                position("lat", 0, 60.07965),
                humidity(60, 20.3),
                position("lon", 60, 24.30622),
                position("lat", 60, 60.07965),
                humidity(120, 20.7),
                position("lon", 120, 24.30623),
                position("lat", 120, 60.07966),
                Reading.good(SENSOR + ":_EL", "%EL", start().plusSeconds(150), 98),
                humidity(180, 21.2),
                position("lon", 180, 24.30628),
                position("lat", 180, 60.07967));
    }

    private static Reading humidity(int seconds, double value) {
        return Reading.good(SENSOR, "%RH", start().plusSeconds(seconds), value);
    }

    private static Reading position(String axis, int seconds, double value) {
        return Reading.good(SENSOR + ":" + axis, axis, start().plusSeconds(seconds), value);
    }

    private static Instant start() {
        return Instant.parse("2011-10-31T13:24:24Z");
    }

    private static Reading now(String name, Value value) {
        return Reading.of(SeriesName.of(SENSOR + ":" + name), Unit.NONE, NOW, value, Quality.GOOD);
    }
}
