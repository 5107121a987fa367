package org.kenh.operations.loudspeaker.report;

import java.util.List;

/** A month: by commune, by cluster, by class of bulletin, and all together. */
public record MonthReport(List<Line> communes, List<Line> clusters, List<Line> classes, Line total) {
    public MonthReport {
        communes = List.copyOf(communes);
        clusters = List.copyOf(clusters);
        classes = List.copyOf(classes);
    }
}
