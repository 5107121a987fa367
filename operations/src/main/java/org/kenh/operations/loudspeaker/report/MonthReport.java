package org.kenh.operations.loudspeaker.report;

import java.util.List;

/**
 * A month: by commune, by cluster, by class of bulletin, and all together.
 *
 * @param unsettled how many verdicts wait for something and may still change by themselves; none of days that are corrected no more
 */
public record MonthReport(List<Line> communes, List<Line> clusters, List<Line> classes, Line total, int unsettled) {
    public MonthReport {
        communes = List.copyOf(communes);
        clusters = List.copyOf(clusters);
        classes = List.copyOf(classes);
    }

    /** Whether every slot that began has its verdict and nothing is waited for. */
    public boolean isDecided() {
        return total.slots().undecided() == 0 && unsettled == 0;
    }
}
