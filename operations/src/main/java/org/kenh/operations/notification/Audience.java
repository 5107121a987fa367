package org.kenh.operations.notification;

import java.util.Collection;
import org.kenh.ingest.registry.Area;

/** Who may be told of what. Calls block on the database. */
public interface Audience {
    /** Whether there is such an account, it is not disabled, and the area lies in what the person sees. */
    boolean mayHear(String username, String area);

    /** All areas, for what lies in what. */
    Collection<Area> areas();
}
