package org.kenh.operations.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kenh.ingest.registry.Registry;
import org.kenh.operations.irrigation.field.Codec.Decoding;
import org.kenh.operations.irrigation.field.Codecs;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.FieldCsv;
import org.kenh.operations.irrigation.field.FieldFile;
import org.kenh.operations.irrigation.field.FieldGeoJson;
import org.kenh.operations.irrigation.field.Grid;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.field.Saved;

/** Fields as files for spreadsheets and maps, out and in. */
final class IrrigationFileResource {
    private static final int LARGEST = 4 * 1024 * 1024;
    private static final List<String> GRIDS = List.of("wgs84", "vn2000");
    private static final List<String> FORMATS = List.of("csv", "geojson");

    private final IrrigationRegistry registry;
    private final Registry places;
    private final AuditTrail audit;

    IrrigationFileResource(Backend backend, AuditTrail audit) {
        this.registry = backend.irrigation().registry();
        this.places = backend.telemetry().registry();
        this.audit = audit;
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/irrigation/fields.csv", Endpoint.Access.EVERY_ROLE, this::csv),
                Endpoint.get("/irrigation/fields.geojson", Endpoint.Access.EVERY_ROLE, this::geoJson),
                Endpoint.post("/irrigation/fields/import", IrrigationAnswers.CHANGERS, this::take)
                        .withBodyUpTo(LARGEST));
    }

    private Answer csv(Call call) {
        Grid grid = grid(call);
        String text = FieldCsv.write(new IrrigationSight(call, registry).fields(), grid);
        return new Answer.Download(Csv.TYPE, "fields-" + grid.word() + ".csv", text.getBytes(StandardCharsets.UTF_8));
    }

    private Answer geoJson(Call call) {
        Grid grid = grid(call);
        String text = FieldGeoJson.write(new IrrigationSight(call, registry).fields(), grid);
        return new Answer.Download(
                "application/geo+json", "fields-" + grid.word() + ".geojson", text.getBytes(StandardCharsets.UTF_8));
    }

    private static Grid grid(Call call) {
        Query query = call.query();
        Optional<List<String>> words = query.words("crs", GRIDS);
        query.finish();
        return words.flatMap(list -> list.stream().findFirst())
                .flatMap(Grid::fromWord)
                .orElse(Grid.WGS84);
    }

    /** All rows or none: a file with a wrong row can be mended and sent again. */
    private Answer take(Call call) {
        call.query().finish();
        JsonBody body = call.body();
        String format = body.formed("format", FORMATS::contains);
        Optional<Grid> grid = Grid.fromWord(body.formed("crs", GRIDS::contains));
        String content = body.secret("content", 1, LARGEST);
        boolean dryRun = body.optionalFlag("dryRun").orElse(false);
        body.finish();
        FieldFile file = format.equals("csv")
                ? FieldCsv.read(content, grid.orElseThrow())
                : FieldGeoJson.read(content, grid.orElseThrow());
        return switch (file) {
            case FieldFile.Unreadable unreadable ->
                throw Problem.invalid(unreadable.mistakes().stream()
                        .map(IrrigationAnswers::error)
                        .toList());
            case FieldFile.Rows(List<FieldFile.Row> rows) -> Answer.ok(report(call, checked(call, rows), dryRun));
        };
    }

    private List<Taken> checked(Call call, List<FieldFile.Row> rows) {
        IrrigationSight sight = new IrrigationSight(call, registry);
        IrrigationFaults faults = new IrrigationFaults(call, places, sight);
        Map<String, Field> present =
                registry.fields().all().stream().collect(Collectors.toMap(Field::id, Function.identity()));
        Set<String> ids = new HashSet<>();
        List<Taken> checked = new ArrayList<>();
        for (FieldFile.Row row : rows) {
            Optional<Field> before = Optional.ofNullable(present.get(row.id()));
            boolean foreign = before.filter(field -> !sight.owns(field)).isPresent();
            Taken taken = foreign || !ids.add(row.id())
                    ? Taken.wrong(row, new Problem.FieldError("id", Text.of("field.idTaken", row.id())))
                    : checked(row, before, faults);
            checked.add(taken);
        }
        return checked;
    }

    private static Taken checked(FieldFile.Row row, Optional<Field> before, IrrigationFaults faults) {
        ObjectNode old = before.map(Codecs.FIELD::encode).orElseGet(Json.MAPPER::createObjectNode);
        List<Problem.FieldError> errors = new ArrayList<>();
        row.mistakes().forEach(mistake -> errors.add(IrrigationAnswers.error(mistake)));
        int revision = before.map(Field::revision).orElse(0);
        return switch (Codecs.FIELD.decode(row.over(old), revision)) {
            case Decoding.Decoded<Field>(Field field) -> {
                errors.addAll(faults.of(field));
                boolean same = before.isPresent() && Codecs.FIELD.encode(field).equals(old);
                String outcome = before.isEmpty() ? "created" : same ? "unchanged" : "changed";
                yield errors.isEmpty()
                        ? new Taken(row.number(), row.id(), outcome, Optional.of(field), errors)
                        : Taken.wrong(row, errors.toArray(Problem.FieldError[]::new));
            }
            case Decoding.Refused<Field> refused -> {
                refused.mistakes().forEach(mistake -> errors.add(IrrigationAnswers.error(mistake)));
                yield Taken.wrong(row, errors.toArray(Problem.FieldError[]::new));
            }
        };
    }

    /** Somebody else may have changed a field since it was checked; that row is told, the others are kept. */
    private Taken kept(Call call, Taken row) {
        Field field = row.field().orElseThrow();
        if (row.outcome().equals("unchanged")) {
            return row;
        }
        Saved saved = field.revision() == 0
                ? registry.fields().add(field, call.username())
                : registry.fields().replace(field, call.username());
        if (saved instanceof Saved.Done) {
            String action = field.revision() == 0 ? "irrigation.field.create" : "irrigation.field.change";
            IrrigationAnswers.writeDown(audit, call, action, new AuditTrail.Deed(field.id(), "import " + field.name()));
            return row;
        }
        return row.failed(why(saved, field.id()));
    }

    private static Problem.FieldError why(Saved saved, String id) {
        return switch (saved) {
            case Saved.Exists exists -> new Problem.FieldError("id", Text.of("field.idTaken", exists.id()));
            case Saved.NoSuch(String member, String missing) ->
                new Problem.FieldError(member, Text.of("field.reference", missing));
            case Saved.InUse(String member, String by) -> new Problem.FieldError(member, Text.of("problem.inUse", by));
            case Saved.InPlan(String member, String turn) ->
                new Problem.FieldError(member, Text.of("problem.inPlan", turn));
            case Saved.Conflict(int revision) -> new Problem.FieldError("id", Text.of("problem.revision", revision));
            default -> new Problem.FieldError("id", Text.of("field.reference", id));
        };
    }

    private Map<String, Object> report(Call call, List<Taken> checked, boolean dryRun) {
        boolean applied =
                !dryRun && checked.stream().allMatch(row -> row.errors().isEmpty());
        List<Taken> rows =
                applied ? checked.stream().map(row -> kept(call, row)).toList() : checked;
        Map<String, Long> counts = rows.stream().collect(Collectors.groupingBy(Taken::outcome, Collectors.counting()));
        return Map.of(
                "dryRun", dryRun,
                "applied", applied,
                "created", counts.getOrDefault("created", 0L),
                "changed", counts.getOrDefault("changed", 0L),
                "unchanged", counts.getOrDefault("unchanged", 0L),
                "errors", counts.getOrDefault("error", 0L),
                "rows", rows.stream().map(row -> row.view(call.language())).toList());
    }

    /**
     * What becomes of a row.
     *
     * @param field as it is to be; empty when the row is wrong
     */
    private record Taken(int row, String id, String outcome, Optional<Field> field, List<Problem.FieldError> errors) {
        static Taken wrong(FieldFile.Row row, Problem.FieldError... errors) {
            return new Taken(row.number(), row.id(), "error", Optional.empty(), List.of(errors));
        }

        Taken failed(Problem.FieldError error) {
            return new Taken(row, id, "error", Optional.empty(), List.of(error));
        }

        RowView view(Language language) {
            List<Problem.Document.FieldMessage> messages = errors.stream()
                    .map(error -> new Problem.Document.FieldMessage(error.field(), language.say(error.text())))
                    .toList();
            return new RowView(row, org.kenh.telemetry.Excerpt.of(id), outcome, messages);
        }
    }

    record RowView(int row, String id, String outcome, List<Problem.Document.FieldMessage> errors) {}
}
