package org.kenh.edge.sensor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.kenh.edge.control.Output;

/**
 * Reads one instrument, bus or program. Made from its section of the site file without touching anything; {@link #open}
 * and {@link #read} are called on a thread that it has for itself, {@link #close} and its outputs on any thread. After a
 * failure it is closed and, some time later, opened again.
 */
public interface Driver {
    /** Its name, type and times. */
    DriverSettings settings();

    /** What it reads; a driver may send points besides that it finds by itself. */
    List<Point> points();

    /** Whether it may also send points that it finds by itself, under {@code <driver>/}. */
    default boolean findsPoints() {
        return false;
    }

    /** What it can switch. */
    default List<Output> outputs() {
        return List.of();
    }

    /** Where it reads, for people, without secrets: {@code 192.168.1.20:502 unit 1}. */
    String place();

    /** Connects. The intake may be called from then on until {@link #close}. */
    void open(Intake intake) throws IOException;

    /**
     * Reads the points that are due. A point of which {@code readings} hears nothing is reported bad.
     *
     * @throws IOException when none of them could be read: all are reported bad
     */
    void read(List<Point> due, Readings readings) throws IOException;

    /** Ends connections and programs, also below a read that hangs. May be called more than once. */
    void close();

    /** After this time a read counts as hanging. */
    default Duration longestRead() {
        return settings().timeout().multipliedBy(2).plusSeconds(1);
    }
}
