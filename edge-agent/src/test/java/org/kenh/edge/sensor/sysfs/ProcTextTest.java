package org.kenh.edge.sensor.sysfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.kenh.edge.sensor.sysfs.ProcText.Ticks;
import org.kenh.edge.sensor.sysfs.ProcText.Traffic;

class ProcTextTest {
    @Test
    void load_firstNumber() {
        assertThat(ProcText.load("0.52 0.58 0.59 2/345 6789\n")).hasValue(0.52);
    }

    @Test
    void load_unreadable_isAbsent() {
        assertThat(ProcText.load("")).isEmpty();
        assertThat(ProcText.load("nan x")).isEmpty();
    }

    @Test
    void uptime_firstNumber() {
        assertThat(ProcText.uptime("35061.92 138801.07\n")).hasValue(35061.92);
    }

    @Test
    void memory_kibibytesToBytes() {
        String meminfo = "MemTotal:        8056388 kB\nMemFree:          254336 kB\nMemAvailable:    5123456 kB\n";

        assertThat(ProcText.memory(meminfo, "MemTotal")).hasValue(8_056_388L * 1024);
        assertThat(ProcText.memory(meminfo, "MemAvailable")).hasValue(5_123_456L * 1024);
        assertThat(ProcText.memory(meminfo, "Mem")).isEmpty();
    }

    @Test
    void processor_idleAndWaitingAreNotBusy() {
        String stat = "cpu  100 5 50 800 40 3 2 0 0 0\ncpu0 50 2 25 400 20 1 1 0 0 0\n";

        assertThat(ProcText.processor(stat)).isEqualTo(new Ticks(160, 1000));
    }

    @Test
    void network_perInterfaceWithoutLoopback() {
        String dev = """
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls
                    lo: 1234 10 0 0 0 0 0 0 1234 10 0 0 0 0 0 0
                  eth0:987654321 4567 0 0 0 0 0 0 123456 789 0 0 0 0 0 0
                broken: 1 2
                """;

        assertThat(ProcText.network(dev)).containsOnlyKeys("eth0").containsValue(new Traffic(987_654_321, 123_456));
    }

    @Test
    void oneWire_goodChecksum_givesDegrees_otherwiseNothing() {
        String good = "72 01 4b 46 7f ff 0e 10 57 : crc=57 YES\n72 01 4b 46 7f ff 0e 10 57 t=23125\n";

        assertThat(ProcText.oneWire(good)).hasValue(23.125);
        assertThat(ProcText.oneWire(good.replace("YES", "NO"))).isEmpty();
        assertThat(ProcText.oneWire(good.replace("23125", "85000"))).isEmpty();
        assertThat(ProcText.oneWire("")).isEmpty();
    }
}
