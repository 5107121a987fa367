package org.kenh.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CheckCommandTest {
    private static final String HEAD = """
            device: tram-bom-ba-tha
            secret: s3cret
            uplink: {kind: mqtt, host: localhost}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void check_goodFile_saysWhatWouldRunWithoutSecrets() throws IOException {
        int code = check(HEAD + """
                drivers:
                  - name: meter-1
                    type: modbus-tcp
                    host: 192.0.2.1
                    interval: PT10S
                    map: sdm630
                    only: [power]
                    points: [{name: energy, interval: PT1M, series: station/energy}]
                    outputs: [{name: pump-1/contactor, function: coil, address: 3}]
                  - {name: loa, type: snmp, host: 192.0.2.2, version: 2c, community: rat-kin, points: [{name: a, oid: 1.3.6.1}]}
                  - {name: board, type: host, disks: [/]}
                """);

        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString())
                .contains(
                        "đúng / valid",
                        "device: tram-bom-ba-tha",
                        "meter-1 (modbus-tcp) 192.0.2.1:502 slave 1",
                        "meter-1/power [W], mỗi / every 10.0 s",
                        "station/energy [kWh], mỗi / every 60.0 s",
                        "output pump-1/contactor",
                        "board (host)")
                .doesNotContain("rat-kin")
                .doesNotContain("s3cret");
    }

    @Test
    void check_manyMistakes_namesFileLineAndKeyOfEachInBothLanguages() throws IOException {
        int code = check(HEAD + """
                drivers:
                  - name: meter-1
                    type: modbus-tcp
                    host: 192.0.2.1
                    prot: 502
                    map: sdm631
                  - name: meter-1
                    type: modbus-rtu
                    device: /dev/ttyUSB0
                    interval: soon
                    points:
                      - {name: a, address: 0, scale: 0}
                      - {name: b, address: 70000, series: '+b'}
                  - {name: x, type: modbus}
                  - {name: soil, type: sdi12, device: /dev/ttyUSB0, points: [{name: a, value: 1}]}
                """);

        assertThat(code).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .contains(
                        "site.yaml, line 8: drivers[0].prot: is not a known key",
                        "site.yaml, dòng 8: drivers[0].prot: không phải là khóa được biết",
                        "line 9: drivers[0].map: must be one of sdm630, level-4-20ma, soft-starter-csx, but is \"sdm631\"",
                        "line 10: drivers[1].name: \"meter-1\" is there twice",
                        "line 13: drivers[1].interval: must be a duration like PT10S or a number of seconds, but is \"soon\"",
                        "line 15: drivers[1].points[0].scale: must not be 0",
                        "line 16: drivers[1].points[1].address: must be between 0 and 65535, but is 70000",
                        "line 16: drivers[1].points[1].series: \"+b\" is not a series name",
                        "line 17: drivers[2].type: must be one of exec, gpio, host, http, modbus-rtu, modbus-tcp, sdi12, snmp",
                        "line 18: drivers[3].device: is used with other settings already: /dev/ttyUSB0 9600 8N1");
        assertThat(err.toString().indexOf("dòng 18")).isLessThan(err.toString().indexOf("line 8"));
    }

    @Test
    void check_controlOfWhatNoDriverHas_namesFileLineAndKey() throws IOException {
        int code = check(HEAD + """
                power: {mains: ups/mains}
                drivers:
                  - name: plc
                    type: modbus-tcp
                    host: 192.0.2.1
                    points:
                      - {name: current, address: 0, unit: A}
                      - {name: flow, address: 1, unit: m3/s, statistics: PT1M}
                    outputs: [{name: contactor-1, function: coil, address: 3}]
                  - {name: probe, type: exec, command: [/usr/local/bin/measure]}
                control:
                  mains: plc/mains
                  pumps:
                    - name: pump-1
                      output: contactor-2
                      power: 33
                      current: plc/curent
                      nominalCurrent: 62
                      flow: plc/flow
                      nominalFlow: 0.3
                      selector: probe/selector
                      interlocks:
                        - {type: phase-loss, voltages: [plc/v1, plc/current]}
                        - {type: over-temperature, series: plc/flow/max, above: 155}
                        - {type: custom, name: door, when: {any: [{series: door, above: 0.5}]}}
                  outputs:
                    - {name: valve-1, kind: valve, flow: plc/flow}
                """);

        assertThat(code).isEqualTo(1);
        assertThat(err.toString())
                .contains(
                        "site.yaml, line 4: power.mains: no driver has the series \"ups/mains\"",
                        "line 15: control.mains: no driver has the series \"plc/mains\"",
                        "line 18: control.pumps[0].output: no driver has the output \"contactor-2\"; there are: contactor-1",
                        "line 20: control.pumps[0].current: no driver has the series \"plc/curent\"",
                        "dòng 20: control.pumps[0].current: không bộ đọc nào có chuỗi số liệu \"plc/curent\"",
                        "line 26: control.pumps[0].interlocks[0].voltages: no driver has the series \"plc/v1\"",
                        "line 27: control.pumps[0].interlocks[1].series: no driver has the series \"plc/flow/max\"",
                        "line 28: control.pumps[0].interlocks[2].when.any[0].series: no driver has the series \"door\"",
                        "line 30: control.outputs[0].name: no driver has the output \"valve-1\"")
                .doesNotContain("selector", "plc/flow\"", "plc/current\"");
    }

    @Test
    void run_badFile_refusesWithTheSameTextAsCheck() throws IOException {
        Path file = Files.writeString(directory.resolve("site.yaml"), HEAD + "drivers: 3\n");
        check(HEAD + "drivers: 3\n");

        assertThat(Main.execute("run", file.toString())).isEqualTo(78);
        assertThat(err.toString())
                .contains("line 4: drivers: must be a list", "dòng 4: drivers: phải là một danh sách");
    }

    private int check(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("site.yaml"), yaml);
        return new CommandLine(new CheckCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(file.toString());
    }
}
