package org.kenh.edge.control;

/** What a cycle goes by: the moment, what the sensors say, how the outputs are, and where to tell what happened. */
record Cycle(Moment moment, Inputs inputs, OutputHealth outputs, Report report) {
    long now() {
        return moment.nanos();
    }
}
