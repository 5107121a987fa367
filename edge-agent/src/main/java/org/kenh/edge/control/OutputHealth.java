package org.kenh.edge.control;

/** Whether outputs do what they are told. */
interface OutputHealth {
    /** Whether its last write failed or hangs. */
    boolean isFailed(String output);

    /** Whether this was written and nothing else since. */
    boolean isSet(String output, double value);
}
