package org.kenh.edge.clock;

/** Keeps what ties boots to wall-clock time. What was kept is on disk when the call returns, if the disk lets it. */
public interface BootStore {
    void began(BootId boot, long afterMicros);

    void anchored(BootId boot, Anchor anchor);
}
