package org.kenh.operations.loudspeaker.programme;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Brings many bulletins at once into the programme: all of them or none. A bulletin whose origin is known is changed, never made
 * twice. Safe for any thread; blocks on the database.
 */
public final class Importing {
    private final Programme programme;
    private final Wanted wanted;

    public Importing(Programme programme, Wanted wanted) {
        this.programme = programme;
        this.wanted = wanted;
    }

    /** What becomes of each row; nothing is kept when it is only tried, or when one of them is wrong. */
    public List<Taken> take(List<ImportFile.Row> rows, boolean dryRun) {
        Set<String> ids = new HashSet<>();
        List<Taken> checked = new ArrayList<>();
        for (ImportFile.Row row : rows) {
            boolean first = row.id().isEmpty() || ids.add(row.id().get());
            checked.add(first ? checked(row) : Taken.wrong(row, List.of(Flaw.of("id", "field.once"))));
        }
        boolean right = checked.stream().allMatch(taken -> taken.flaws().isEmpty());
        return dryRun || !right ? checked : checked.stream().map(this::kept).toList();
    }

    /** What becomes of each row, by itself: those that are right are kept. What the same one cancelled stands again. */
    public List<Taken> takeEach(List<ImportFile.Row> rows) {
        return take(rows, true).stream()
                .map(taken -> taken.flaws().isEmpty() ? kept(taken) : taken)
                .toList();
    }

    private boolean mayRevive(Bulletin bulletin) {
        return wanted.revives()
                && bulletin.cancelled()
                        .filter(done -> done.by().equals(wanted.by()))
                        .isPresent();
    }

    private Taken checked(ImportFile.Row row) {
        if (row.id().filter(id -> id.length() <= 100).isEmpty()) {
            return Taken.wrong(row, List.of(Flaw.of("id", row.id().isEmpty() ? "field.required" : "field.form", "")));
        }
        Origin origin = new Origin(wanted.source(), row.id().get());
        return switch (BulletinReader.read(row.fields(), Optional.of(origin), wanted.usualArea())) {
            case BulletinReader.Outcome.Refused(List<Flaw> flaws) -> Taken.wrong(row, flaws);
            case BulletinReader.Outcome.Read(Content content) -> {
                Optional<Bulletin> before = programme.bulletin(origin);
                List<Flaw> flaws = new ArrayList<>(wanted.references().apply(content));
                before.map(Bulletin::content).map(wanted.former()).ifPresent(flaws::addAll);
                before.filter(bulletin -> !bulletin.isActive() && !mayRevive(bulletin))
                        .ifPresent(bulletin -> flaws.add(Flaw.of("id", "problem.bulletinCancelled")));
                boolean same = before.filter(bulletin ->
                                bulletin.isActive() && bulletin.content().equals(content))
                        .isPresent();
                What what = before.isEmpty() ? What.CREATED : same ? What.UNCHANGED : What.CHANGED;
                yield flaws.isEmpty()
                        ? new Taken(row, what, Optional.of(content), before, List.of())
                        : Taken.wrong(row, flaws);
            }
        };
    }

    /** Somebody else may have changed one since it was checked; that row is told, the others are kept. */
    private Taken kept(Taken taken) {
        if (taken.what() == What.UNCHANGED) {
            return taken;
        }
        Content content = taken.content().orElseThrow();
        Optional<Bulletin> done = taken.before()
                .map(before -> before.isActive()
                        ? programme.replace(before.id(), before.revision(), content)
                        : programme.revive(before.id(), before.revision(), wanted.by(), content))
                .orElseGet(() -> programme.add(content, wanted.by()));
        return done.isPresent() ? taken : Taken.wrong(taken.row(), List.of(Flaw.of("id", "problem.revision", 0)));
    }

    /**
     * How bulletins are to be taken.
     *
     * @param source that they come from
     * @param by who brings them
     * @param usualArea of those that name none
     * @param references finds what a bulletin names that is not there, or not this person's
     * @param former the same for what the bulletin was before
     * @param revives whether what {@code by} cancelled stands again when it is brought again
     */
    public record Wanted(
            String source,
            String by,
            String usualArea,
            Function<Content, List<Flaw>> references,
            Function<Content, List<Flaw>> former,
            boolean revives) {
        /** As a person does, who must not change what is another's. */
        public Wanted(String source, String by, String usualArea, Function<Content, List<Flaw>> references) {
            this(source, by, usualArea, references, references, false);
        }
    }

    /** What became of a row. */
    public enum What {
        CREATED,
        CHANGED,
        UNCHANGED,
        ERROR;

        /** The word in the API. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A row and what became of it.
     *
     * @param content empty when the row is wrong
     * @param before the bulletin as it was
     */
    public record Taken(
            ImportFile.Row row, What what, Optional<Content> content, Optional<Bulletin> before, List<Flaw> flaws) {
        static Taken wrong(ImportFile.Row row, List<Flaw> flaws) {
            return new Taken(row, What.ERROR, Optional.empty(), Optional.empty(), List.copyOf(flaws));
        }
    }
}
