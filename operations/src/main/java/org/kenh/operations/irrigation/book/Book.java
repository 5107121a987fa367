package org.kenh.operations.irrigation.book;

import java.util.List;

/**
 * What was taken and what it cost over some days. An account belongs wholly to the day on which it began.
 *
 * @param total of all lines; pumped less delivered is what was lost on the way, or came from elsewhere when it is negative
 */
public record Book(Grouping by, List<Line> lines, Line total) {
    public Book {
        lines = List.copyOf(lines);
    }

    /** m³ that were pumped and did not reach a field as far as is measured. */
    public double losses() {
        return total.pumped() - total.delivered();
    }
}
