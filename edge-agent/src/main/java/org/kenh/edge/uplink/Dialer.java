package org.kenh.edge.uplink;

/** Makes the links of one protocol. */
@FunctionalInterface
public interface Dialer {
    /** A link that is not opened yet. */
    Link dial(Target target, LinkListener listener);
}
