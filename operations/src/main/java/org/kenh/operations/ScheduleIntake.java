package org.kenh.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.api.FlawWords;
import org.kenh.operations.loudspeaker.cluster.ClusterMap;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.programme.Bulletin;
import org.kenh.operations.loudspeaker.programme.Content;
import org.kenh.operations.loudspeaker.programme.Flaw;
import org.kenh.operations.loudspeaker.programme.ImportFile;
import org.kenh.operations.loudspeaker.programme.Importing;
import org.kenh.operations.loudspeaker.programme.Origin;
import org.kenh.operations.loudspeaker.programme.Programme;
import org.kenh.operations.loudspeaker.programme.Schedule;
import org.kenh.operations.loudspeaker.source.Intake;

/**
 * Takes the province's schedules into the programme, row by row. What somebody cancelled here stays so; what the province takes back, by
 * {@code state: cancelled} or by leaving it out of a whole list, is cancelled, and stands again when it comes again.
 */
public final class ScheduleIntake implements Intake {
    private static final String SOURCE = "province";
    private static final String STATE = "state";
    private static final String CANCELLED = "cancelled";
    private static final Set<String> STANDING = Set.of("", "active");

    private final Programme programme;
    private final Clusters clusters;

    public ScheduleIntake(Programme programme, Clusters clusters) {
        this.programme = programme;
        this.clusters = clusters;
    }

    @Override
    public Taken take(Format format, String content, boolean whole) {
        ImportFile.Outcome read = switch (format) {
            case JSON -> ImportFile.json(content);
            case CSV -> ImportFile.csv(content);
        };
        return switch (read) {
            case ImportFile.Outcome.Unreadable(Flaw why) -> Taken.refused(FlawWords.vietnamese(why));
            case ImportFile.Outcome.Rows(List<ImportFile.Row> rows) -> take(rows, whole);
        };
    }

    private Taken take(List<ImportFile.Row> rows, boolean whole) {
        Result result = new Result();
        List<Bulletin> gone = whole ? gone(rows, result) : List.of();
        List<ImportFile.Row> wanted = new ArrayList<>();
        for (ImportFile.Row row : rows) {
            String state = state(row);
            if (state.equals(CANCELLED)) {
                row.id()
                        .flatMap(id -> programme.bulletin(new Origin(SOURCE, id)))
                        .ifPresentOrElse(bulletin -> cancel(bulletin, "Tỉnh thu hồi", result), result::unchanged);
            } else if (STANDING.contains(state)) {
                wanted.add(row);
            } else {
                result.wrong(row, new Flaw(STATE, "field.oneOf", List.of("active, " + CANCELLED, state)));
            }
        }
        ClusterMap map = clusters.map();
        new Importing(
                        programme,
                        new Importing.Wanted(
                                SOURCE,
                                SOURCE,
                                map.root().orElse(""),
                                content -> missing(content, map),
                                before -> List.of(),
                                true))
                .takeEach(wanted)
                .forEach(result::add);
        gone.forEach(bulletin -> cancel(bulletin, "Không còn trong danh sách của tỉnh", result));
        return result.taken();
    }

    private static String state(ImportFile.Row row) {
        @Nullable JsonNode state = row.fields().remove(STATE);
        return state == null ? "" : state.asText("").strip().toLowerCase(java.util.Locale.ROOT);
    }

    /** What a whole list does not name any more; nothing if that is most of what stands, for such a list is not whole. */
    private List<Bulletin> gone(List<ImportFile.Row> rows, Result result) {
        Set<String> named = new HashSet<>();
        rows.forEach(row -> row.id().ifPresent(named::add));
        List<Bulletin> standing = programme.standing(SOURCE);
        List<Bulletin> gone = standing.stream()
                .filter(bulletin -> bulletin.content()
                        .origin()
                        .map(Origin::id)
                        .filter(named::contains)
                        .isEmpty())
                .toList();
        if (gone.size() * 2 > standing.size()) {
            result.mistakes.add("Danh sách thiếu " + gone.size() + " trong " + standing.size()
                    + " bản tin đang có lịch: không tự hủy bản tin nào, xin kiểm tra với tỉnh");
            return List.of();
        }
        return gone;
    }

    private void cancel(Bulletin bulletin, String reason, Result result) {
        Optional<Bulletin> done =
                bulletin.isActive() ? programme.cancel(bulletin.id(), SOURCE, reason) : Optional.empty();
        done.ifPresentOrElse(cancelled -> result.cancelled++, result::unchanged);
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

    /** What became of the rows so far. */
    private static final class Result {
        private final Map<Importing.What, Integer> counts = new EnumMap<>(Importing.What.class);
        private final List<String> mistakes = new ArrayList<>();
        private final List<String> notices = new ArrayList<>();
        private int cancelled;

        void unchanged() {
            counts.merge(Importing.What.UNCHANGED, 1, Integer::sum);
        }

        void add(Importing.Taken taken) {
            Optional<Flaw> cancelledHere = taken.flaws().stream()
                    .filter(flaw -> flaw.key().equals("problem.bulletinCancelled"))
                    .findFirst();
            if (cancelledHere.isPresent()) {
                notices.add(words(taken.row(), cancelledHere.get()));
                unchanged();
            } else {
                counts.merge(taken.what(), 1, Integer::sum);
                taken.flaws().forEach(flaw -> wrong(taken.row(), flaw));
            }
        }

        void wrong(ImportFile.Row row, Flaw flaw) {
            mistakes.add(words(row, flaw));
        }

        Taken taken() {
            return new Taken(
                    counts.getOrDefault(Importing.What.CREATED, 0),
                    counts.getOrDefault(Importing.What.CHANGED, 0),
                    counts.getOrDefault(Importing.What.UNCHANGED, 0),
                    cancelled,
                    mistakes,
                    notices);
        }

        private static String words(ImportFile.Row row, Flaw flaw) {
            String id = row.id().map(text -> " (" + text + ")").orElse("");
            return "Dòng " + row.number() + id + ", " + FlawWords.vietnamese(flaw);
        }
    }
}
