package org.kenh.operations.loudspeaker.programme;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kenh.operations.irrigation.field.CsvTable;

/**
 * A file of bulletins: JSON, a list of bulletins each with an {@code id}; or CSV with the columns {@code id, title, class, seconds,
 * sha256, text, area, validFrom, validTo, weekdays, times, areas, clusters, order}, one row for each schedule, lists within a cell
 * apart by blanks.
 */
public final class ImportFile {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int MOST = 5_000;
    private static final List<String> LISTS = List.of("weekdays", "times", "areas", "clusters");
    private static final List<String> OF_SCHEDULES = List.of("validFrom", "validTo", "order");
    private static final List<String> NUMBERS = List.of("seconds", "order");

    private ImportFile() {}

    public static Outcome json(String content) {
        try {
            @Nullable JsonNode root = MAPPER.readTree(content);
            if (root == null || !root.isArray() || root.size() > MOST) {
                return new Outcome.Unreadable(Flaw.of("content", "field.listLength", MOST));
            }
            List<Row> rows = new ArrayList<>();
            for (JsonNode node : root) {
                ObjectNode fields =
                        node.isObject() ? ((ObjectNode) node).deepCopy() : JsonNodeFactory.instance.objectNode();
                rows.add(new Row(rows.size() + 1, id(fields), fields));
            }
            return new Outcome.Rows(rows);
        } catch (JsonProcessingException e) {
            Object line = e.getLocation() == null ? "?" : e.getLocation().getLineNr();
            Object column = e.getLocation() == null ? "?" : e.getLocation().getColumnNr();
            return new Outcome.Unreadable(Flaw.of("content", "problem.notJson", line, column));
        }
    }

    public static Outcome csv(String content) {
        List<List<String>> lines = CsvTable.read(content, MOST);
        if (lines.isEmpty() || lines.size() > MOST || !lines.getFirst().contains("id")) {
            return new Outcome.Unreadable(Flaw.of(
                    "content",
                    "field.csvHeader",
                    "id, title, class, seconds, sha256, text, "
                            + "area, validFrom, validTo, weekdays, times, areas, clusters, order"));
        }
        List<String> columns = lines.getFirst();
        Map<String, Row> rows = new LinkedHashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            Map<String, String> cells = new HashMap<>();
            for (int column = 0; column < Math.min(columns.size(), lines.get(i).size()); column++) {
                cells.put(columns.get(column), lines.get(i).get(column));
            }
            int number = i + 1;
            String id = cells.getOrDefault("id", "");
            Row row = rows.computeIfAbsent(
                    id.isEmpty() ? "#" + number : id, any -> new Row(number, given(id), bulletin(cells)));
            ((ArrayNode) row.fields().path("schedules")).add(schedule(cells));
        }
        return new Outcome.Rows(List.copyOf(rows.values()));
    }

    private static Optional<String> given(String id) {
        return Optional.of(id).filter(text -> !text.isEmpty());
    }

    private static Optional<String> id(ObjectNode fields) {
        @Nullable JsonNode id = fields.remove("id");
        return Optional.ofNullable(id).map(JsonNode::asText).filter(text -> !text.isEmpty());
    }

    private static ObjectNode bulletin(Map<String, String> cells) {
        ObjectNode bulletin = JsonNodeFactory.instance.objectNode();
        cells.forEach((column, text) -> {
            boolean other = LISTS.contains(column) || OF_SCHEDULES.contains(column) || column.equals("id");
            if (!other && !text.isEmpty()) {
                put(bulletin, column, text);
            }
        });
        bulletin.putArray("schedules");
        return bulletin;
    }

    private static ObjectNode schedule(Map<String, String> cells) {
        ObjectNode schedule = JsonNodeFactory.instance.objectNode();
        cells.forEach((column, text) -> {
            if (OF_SCHEDULES.contains(column) && !text.isEmpty()) {
                put(schedule, column, text);
            } else if (LISTS.contains(column) && !text.isBlank()) {
                ArrayNode list = schedule.putArray(column);
                // A day of the week may be two words.
                String items = text.strip().replaceAll("(?iu)\\bth[ứu]\\s+(?=[2-7])", "T");
                for (String item :
                        items.replaceAll("(?iu)ch[ủu]\\s+nh[ậa]t", "CN").split("[\\s,;|]+", -1)) {
                    list.add(item);
                }
            }
        });
        return schedule;
    }

    private static void put(ObjectNode node, String member, String text) {
        if (NUMBERS.contains(member) && text.matches("[0-9]{1,9}")) {
            node.put(member, Integer.parseInt(text));
        } else {
            node.put(member, text);
        }
    }

    /** How reading ended. */
    public sealed interface Outcome {
        record Rows(List<Row> rows) implements Outcome {
            public Rows {
                rows = List.copyOf(rows);
            }
        }

        record Unreadable(Flaw why) implements Outcome {}
    }

    /**
     * A bulletin as the file has it.
     *
     * @param number of the row, or of its first row
     * @param id that it has where it comes from
     * @param fields without the id
     */
    public record Row(int number, Optional<String> id, ObjectNode fields) {}
}
