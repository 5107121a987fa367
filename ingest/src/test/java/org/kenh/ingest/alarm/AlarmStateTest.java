package org.kenh.ingest.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The state of an alarm as bytes: what it carries is shown by the walks with restarts; here, what happens to damage. */
class AlarmStateTest {
    @Test
    void state_readBack_isWrittenAsTheSameBytes() {
        Desk desk = desk();
        byte[] state = desk.alarm().state();
        assertThat(desk.restarts(50).alarm().state()).isEqualTo(state);
    }

    @Test
    void state_damagedAnywhere_isRefused() {
        Desk desk = desk();
        byte[] state = desk.alarm().state();
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            byte[] damaged = Arrays.copyOf(state, state.length);
            damaged[random.nextInt(state.length)] ^= (byte) (1 << random.nextInt(8));
            assertRefused(desk, damaged);
        }
        for (int length = 0; length < state.length; length++) {
            assertRefused(desk, Arrays.copyOf(state, length));
        }
        assertRefused(desk, Arrays.copyOf(state, state.length + 1));
    }

    @Test
    void state_ofAnotherFormat_isRefusedByItsNumber() {
        StateWriter out = new StateWriter();
        out.longs(99, 1);
        byte[] other = out.done();
        assertThatThrownBy(() -> Alarm.restore(desk().alarm().binding(), desk(), other, Desk.at(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("format 99");
    }

    /** Everything it can hold: an occurrence, delays, shelving, causes, late readings. */
    private static Desk desk() {
        Desk desk =
                new Desk(Rules.high(80, 2).latching().delays(5, 30).reAlarm(600).suppressed("{pump} = 0", 15));
        desk.reads(1, 0, 1, 0).reads(0, 1, 90, 1).reads(0, 20, 90, 20).reads(0, 30, 70, 30);
        desk.reads(0, 5, 95, 31).reads(0, 12, 95, 31);
        desk.shelves(32, 1000);
        desk.does(new Action.Suppress("mất điện xã 3"), 33);
        return desk.reads(1, 34, 0, 34);
    }

    private static void assertRefused(Desk desk, byte[] state) {
        assertThatThrownBy(() -> Alarm.restore(desk.alarm().binding(), desk, state, Desk.at(50)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("damaged");
    }
}
