package org.kenh.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessTimeTest {
    @Test
    void parse_nameWithSpacesAndParentheses_addsOwnAndChildrensTime() {
        String stat = "42 (a (b) c) S 1 42 42 0 -1 4194560 100 200 0 0 150 50 30 20 20 0 1 0 12345 0 0";

        assertThat(ProcessTime.parse(stat)).isEqualTo(2.5);
    }

    @Test
    void secondsOfTree_thisProcess_isPositive() {
        assertThat(ProcessTime.secondsOfTree(ProcessHandle.current().pid())).isPositive();
    }

    @Test
    void secondsOfTree_endedProcess_isZero() {
        assertThat(ProcessTime.secondsOfTree(Integer.MAX_VALUE)).isZero();
    }

    @Test
    void secondsOfThread_onlyOfTheThreadWithThisName() {
        long pid = ProcessHandle.current().pid();

        assertThat(ProcessTime.secondsOfThread(pid, "VM Thread")).isLessThanOrEqualTo(ProcessTime.secondsOfTree(pid));
        assertThat(ProcessTime.secondsOfThread(pid, "no such thread")).isZero();
    }
}
