package org.kenh.operations;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.kenh.operations.loudspeaker.cluster.ClusterMap;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.programme.Content;
import org.kenh.operations.loudspeaker.programme.Flaw;
import org.kenh.operations.loudspeaker.programme.ImportFile;
import org.kenh.operations.loudspeaker.programme.Importing;
import org.kenh.operations.loudspeaker.programme.Programme;
import org.kenh.operations.loudspeaker.programme.Schedule;
import org.kenh.operations.loudspeaker.source.Intake;

/** Takes the province's schedules into the programme as an import does. */
public final class ScheduleIntake implements Intake {
    private static final String SOURCE = "province";

    private final Programme programme;
    private final Clusters clusters;

    public ScheduleIntake(Programme programme, Clusters clusters) {
        this.programme = programme;
        this.clusters = clusters;
    }

    @Override
    public Taken take(Format format, String content) {
        ImportFile.Outcome read = switch (format) {
            case JSON -> ImportFile.json(content);
            case CSV -> ImportFile.csv(content);
        };
        return switch (read) {
            case ImportFile.Outcome.Unreadable(Flaw why) -> new Taken(0, 0, 0, List.of(words("", why)));
            case ImportFile.Outcome.Rows(List<ImportFile.Row> rows) -> take(rows);
        };
    }

    private Taken take(List<ImportFile.Row> rows) {
        ClusterMap map = clusters.map();
        Importing importing = new Importing(
                programme, new Importing.Wanted(SOURCE, SOURCE, map.root().orElse(""), wanted -> missing(wanted, map)));
        Map<Importing.What, Integer> counts = new EnumMap<>(Importing.What.class);
        List<String> mistakes = new ArrayList<>();
        for (Importing.Taken taken : importing.take(rows, false)) {
            counts.merge(taken.what(), 1, Integer::sum);
            taken.flaws()
                    .forEach(flaw -> mistakes.add(words("row " + taken.row().number() + " ", flaw)));
        }
        return new Taken(
                counts.getOrDefault(Importing.What.CREATED, 0),
                counts.getOrDefault(Importing.What.CHANGED, 0),
                counts.getOrDefault(Importing.What.UNCHANGED, 0),
                mistakes);
    }

    /** Emergencies do not come by schedule, and what a schedule names must be there. */
    private static List<Flaw> missing(Content content, ClusterMap map) {
        List<Flaw> flaws = new ArrayList<>();
        if (content.kind() == BulletinClass.EMERGENCY) {
            flaws.add(new Flaw("class", "field.emergencyBulletin", List.of()));
        }
        for (Schedule schedule : content.schedules()) {
            schedule.areas().stream()
                    .filter(area -> map.area(area).isEmpty())
                    .forEach(area -> flaws.add(new Flaw("areas", "field.reference", List.of(area))));
            schedule.clusters().stream()
                    .filter(device -> map.place(device).isEmpty())
                    .forEach(device -> flaws.add(new Flaw("clusters", "field.reference", List.of(device))));
        }
        return flaws;
    }

    private static String words(String place, Flaw flaw) {
        return place + flaw.member() + ": " + flaw.key() + (flaw.arguments().isEmpty() ? "" : " " + flaw.arguments());
    }
}
