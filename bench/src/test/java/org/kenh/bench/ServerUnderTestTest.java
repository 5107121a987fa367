package org.kenh.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ServerUnderTestTest {
    @Test
    void heapUsedKiB_serialCollector_addsTheGenerations() {
        long used = ServerUnderTest.heapUsedKiB(List.of(
                "4242:",
                "DefNew     total 116160K, used 31021K [0x0000000687400000, 0x000000068f200000, 0x0000000704d50000)",
                " eden space 103296K,  30% used [0x0000000687400000, 0x000000068924b568, 0x000000068d8e0000)",
                "Tenured    total 258048K, used 1166K [0x0000000704d50000, 0x0000000714950000, 0x0000000800000000)",
                " the  space 258048K,   0% used [0x0000000704d50000, 0x0000000704e73ab8, 0x0000000714950000)",
                "Metaspace       used 40000K, committed 41000K, reserved 1114112K"));

        assertThat(used).isEqualTo(32_187);
    }
}
