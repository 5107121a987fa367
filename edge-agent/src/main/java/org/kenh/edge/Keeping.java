package org.kenh.edge;

import java.time.Clock;
import java.util.Optional;
import org.kenh.edge.agent.AgentConfig;
import org.kenh.edge.clock.BootId;
import org.kenh.edge.clock.MonotonicClock;
import org.kenh.edge.clock.Timekeeper;
import org.kenh.edge.clock.Timekeeper.Clocks;
import org.kenh.edge.journal.DiskJournal;
import org.kenh.edge.journal.JournalConfig;

/** A journal on disk with the clock by which it stamps. */
record Keeping(JournalConfig config, DiskJournal journal, Timekeeper time) {
    /** Empty in the short form of a site, which forgets with the process. */
    static Optional<Keeping> open(AgentConfig config) {
        return config.journal().map(journal -> open(config, journal));
    }

    private static Keeping open(AgentConfig config, JournalConfig journal) {
        Clocks clocks = new Clocks(MonotonicClock.system(), Clock.systemUTC());
        DiskJournal opened = DiskJournal.open(journal, BootId.ofMachine(), config.encoding(), clocks);
        return new Keeping(
                journal,
                opened,
                new Timekeeper(
                        opened.boots(),
                        config.clock().sources(clocks),
                        clocks,
                        config.clock().patience()));
    }
}
