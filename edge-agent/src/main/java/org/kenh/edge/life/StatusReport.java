package org.kenh.edge.life;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an agent is at one moment; also the shape of {@code /status.json}. Ages are in seconds. What is not known is null.
 */
public record StatusReport(
        String device,
        String version,
        String at,
        long uptimeSeconds,
        Configuration configuration,
        Clock clock,
        Uplink uplink,
        Journal journal,
        Memory memory,
        List<String> stalled,
        List<DriverLine> drivers,
        List<SeriesLine> series,
        List<ControlLine> control,
        List<CommandLine> commands) {
    public StatusReport {
        stalled = List.copyOf(stalled);
        drivers = List.copyOf(drivers);
        series = List.copyOf(series);
        control = List.copyOf(control);
        commands = List.copyOf(commands);
    }

    /**
     * Where the configuration comes from.
     *
     * @param version of the centre's file; 0 for the file on the board
     * @param onTrial whether it has not reached the centre yet
     */
    public record Configuration(int version, boolean onTrial) {}

    /** Whether the time is tied to a clock that can be trusted. */
    public record Clock(boolean trusted) {}

    /**
     * The way to the centre.
     *
     * @param inUse protocol and address; empty while there is none
     * @param reason why there is none
     * @param acknowledgedAge since the centre last acknowledged something
     */
    public record Uplink(
            boolean connected,
            String inUse,
            String reason,
            @Nullable Double acknowledgedAge,
            long connects) {}

    /**
     * What waits for the centre.
     *
     * @param bytes on disk, of at most {@code mostBytes}; null when it is kept in memory
     * @param damaged records and files that could not be read
     * @param inMemory whether the disk takes nothing at present
     */
    public record Journal(
            long waitingLive,
            long waitingBacklog,
            @Nullable Long bytes,
            @Nullable Long mostBytes,
            long dropped,
            long damaged,
            boolean inMemory) {}

    /** In bytes; {@code resident} is what the kernel counts. */
    public record Memory(
            long heapUsed, long heapMost, @Nullable Long resident) {}

    /** One driver. */
    public record DriverLine(
            String name,
            String type,
            String place,
            @Nullable String fault,
            @Nullable Double readAge) {}

    /** The last value of one series. */
    public record SeriesLine(String name, String value, String unit, String quality, double age) {}

    /** A machine, one of its interlocks, or a turn of the schedule; {@code alert} when it needs a person or holds something back. */
    public record ControlLine(String name, Words state, boolean alert) {}

    /** One of the last commands. */
    public record CommandLine(String id, String name, String state, String detail, double age) {}
}
