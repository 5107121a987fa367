package org.kenh.edge.control;

import java.io.IOException;

/** Something that the agent can switch or set: a contactor, a valve, a mute relay. Called by one thread at a time. */
public interface Output {
    /** Its name in the site file, for example {@code pump-1/contactor}. */
    String name();

    /** Sets it; 0 is off or closed, 1 is on or open, between them a share. Fails when that cannot be known to have worked. */
    void write(double value) throws IOException;
}
