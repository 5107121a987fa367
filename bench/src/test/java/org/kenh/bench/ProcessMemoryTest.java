package org.kenh.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessMemoryTest {
    @Test
    void parse_rollup_readsBothFigures() {
        ProcessMemory memory = ProcessMemory.parse(List.of(
                "55d0c0000000-7ffd00000000 ---p 00000000 00:00 0   [rollup]",
                "Rss:              123456 kB",
                "Pss:              120000 kB",
                "Pss_Dirty:        110000 kB"));

        assertThat(memory).isEqualTo(new ProcessMemory(1, 123_456, 120_000));
    }

    @Test
    void ofTree_thisProcess_countsItsMemory() {
        ProcessMemory memory = ProcessMemory.ofTree(ProcessHandle.current().pid());

        assertThat(memory.processes()).isPositive();
        assertThat(memory.residentKiB()).isGreaterThan(10_000);
        assertThat(memory.proportionalKiB()).isBetween(1L, memory.residentKiB());
    }

    @Test
    void ofTree_endedProcess_isZero() {
        assertThat(ProcessMemory.ofTree(Integer.MAX_VALUE)).isEqualTo(new ProcessMemory(0, 0, 0));
    }
}
