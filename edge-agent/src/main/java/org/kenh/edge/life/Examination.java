package org.kenh.edge.life;

import java.util.List;

/** Looks at one part of a board. May take some seconds, and changes nothing. */
@FunctionalInterface
public interface Examination {
    List<Finding> examine();
}
