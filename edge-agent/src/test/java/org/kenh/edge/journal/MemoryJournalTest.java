package org.kenh.edge.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kenh.edge.uplink.Channel;
import org.kenh.edge.uplink.Encoding;
import org.kenh.edge.uplink.Message;

class MemoryJournalTest {
    private static final Set<Lane> ALL = EnumSet.allOf(Lane.class);

    private final MemoryJournal journal = new MemoryJournal(100);

    @Test
    void take_severalLanes_givesTheMostUrgentFirstAndTheOldestOfEach() {
        append(Lane.BACKLOG, 1);
        append(Lane.LIVE, 2);
        append(Lane.LIVE, 3);
        append(Lane.CONTROL, 4);

        assertThat(drain()).containsExactly(4, 2, 3, 1);
    }

    @Test
    void putBack_goesAheadOfWhatCameLater() {
        append(Lane.LIVE, 1);
        append(Lane.LIVE, 2);
        append(Lane.LIVE, 3);
        Parcel first = journal.take(ALL).orElseThrow();
        Parcel second = journal.take(ALL).orElseThrow();
        journal.putBack(second);
        journal.putBack(first);

        assertThat(drain()).containsExactly(1, 2, 3);
    }

    @Test
    void append_full_dropsTheOldestOfTheLeastUrgentLaneAndCounts() {
        append(Lane.CONTROL, 10);
        append(Lane.BACKLOG, 40);
        append(Lane.BACKLOG, 20);
        append(Lane.LIVE, 30);
        append(Lane.LIVE, 35);

        assertThat(journal.droppedReadings()).isEqualTo(40);
        assertThat(drain()).containsExactly(10, 30, 35, 20);
    }

    @Test
    void append_fullOfLive_dropsTheOldestLive() {
        append(Lane.LIVE, 60);
        append(Lane.LIVE, 30);
        append(Lane.LIVE, 20);

        assertThat(journal.droppedReadings()).isEqualTo(60);
        assertThat(drain()).containsExactly(30, 20);
    }

    @Test
    void append_allUnderWay_keepsWhatIsUnderWay() {
        append(Lane.LIVE, 90);
        Parcel underWay = journal.take(ALL).orElseThrow();

        append(Lane.LIVE, 30);
        assertThat(journal.take(ALL)).isEmpty();
        journal.putBack(underWay);

        assertThat(drain()).containsExactly(90);
        assertThat(journal.droppedReadings()).isEqualTo(30);
    }

    @Test
    void done_givesRoomAgain() {
        append(Lane.LIVE, 90);
        journal.done(journal.take(ALL).orElseThrow());

        append(Lane.LIVE, 95);

        assertThat(journal.droppedReadings()).isZero();
        assertThat(journal.pending(Lane.LIVE)).isEqualTo(1);
    }

    @Test
    void pending_countsWhatIsUnderWay() {
        append(Lane.BACKLOG, 1);
        append(Lane.BACKLOG, 2);
        Parcel taken = journal.take(ALL).orElseThrow();

        assertThat(journal.pending(Lane.BACKLOG)).isEqualTo(2);
        journal.done(taken);
        assertThat(journal.pending(Lane.BACKLOG)).isEqualTo(1);
        assertThat(journal.pending(Lane.LIVE)).isZero();
    }

    /** Bytes, readings and name of a message are the same number. */
    private void append(Lane lane, int size) {
        journal.append(lane, new Message(Channel.READINGS, Encoding.CBOR, new byte[size]), size);
    }

    private List<Integer> drain() {
        List<Integer> sizes = new ArrayList<>();
        for (Optional<Parcel> parcel = journal.take(ALL); parcel.isPresent(); parcel = journal.take(ALL)) {
            sizes.add(parcel.get().readings());
        }
        return sizes;
    }
}
