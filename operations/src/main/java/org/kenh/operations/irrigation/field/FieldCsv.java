package org.kenh.operations.irrigation.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.kenh.operations.document.Mistake;
import org.kenh.operations.document.Mistakes;
import org.kenh.telemetry.Excerpt;

/**
 * Fields as a table. The columns are named as the members of the JSON, parts of a member with a dot; the outline is
 * well-known text. A column that is left out changes nothing, an empty cell takes away what can be taken away.
 */
public final class FieldCsv {
    private static final List<String> COLUMNS = List.of(
            "id",
            "name",
            "area",
            "canal",
            "hectares",
            "flow",
            "efficiency",
            "bund",
            "soil.fieldCapacity",
            "soil.wiltingPoint",
            "soil.saturation",
            "soil.drainable",
            "soil.percolation",
            "valve.device",
            "valve.target",
            "depth.device",
            "depth.series",
            "moisture.device",
            "moisture.series",
            "weather",
            "rain",
            "cooperative",
            "users",
            "outline");
    private static final Set<String> NUMBERS = Set.of("hectares", "flow", "efficiency", "bund");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,15})?([eE]-?[0-9]{1,2})?");

    private FieldCsv() {}

    /** With commas, points in numbers and a byte order mark. */
    public static String write(List<Field> fields, Grid grid) {
        Shapes shapes = new Shapes();
        return CsvTable.table(
                COLUMNS,
                fields.stream()
                        .map(field -> cells(Codecs.FIELD.encode(field), shapes, grid))
                        .toList());
    }

    public static FieldFile read(String text, Grid grid) {
        List<List<String>> rows = CsvTable.read(text, FieldFile.MOST_ROWS + 1);
        Optional<FieldFile.Unreadable> flaw = flaw(rows);
        if (flaw.isPresent()) {
            return flaw.get();
        }
        List<String> columns = rows.getFirst();
        Shapes shapes = new Shapes();
        List<FieldFile.Row> read = new ArrayList<>();
        for (int i = 1; i < rows.size(); i++) {
            read.add(row(i, columns, rows.get(i), cell -> outline(cell, shapes, grid)));
        }
        return new FieldFile.Rows(read);
    }

    private static Optional<FieldFile.Unreadable> flaw(List<List<String>> rows) {
        Mistakes mistakes = new Mistakes();
        if (rows.size() < 2) {
            mistakes.add("content", "field.noRows");
            return Optional.of(new FieldFile.Unreadable(mistakes.all()));
        }
        if (rows.size() > FieldFile.MOST_ROWS + 1) {
            mistakes.add("content", "field.rows", FieldFile.MOST_ROWS);
        }
        Set<String> seen = new HashSet<>();
        for (String column : rows.getFirst()) {
            if (!COLUMNS.contains(column)) {
                mistakes.add(
                        "content." + Excerpt.of(column),
                        "field.column",
                        Excerpt.of(column),
                        String.join(", ", COLUMNS));
            } else if (!seen.add(column)) {
                mistakes.add("content." + column, "field.once");
            }
        }
        if (!seen.contains("id")) {
            mistakes.add("content.id", "field.required");
        }
        return mistakes.isEmpty() ? Optional.empty() : Optional.of(new FieldFile.Unreadable(mistakes.all()));
    }

    private static FieldFile.Row row(
            int number,
            List<String> columns,
            List<String> cells,
            java.util.function.Function<String, JsonNode> outline) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        List<Mistake> mistakes = new ArrayList<>();
        if (cells.size() > columns.size()) {
            mistakes.add(Mistake.of("", "field.cells", columns.size(), cells.size()));
        }
        for (int i = 0; i < Math.min(columns.size(), cells.size()); i++) {
            String column = columns.get(i);
            JsonNode value = column.equals("outline") ? outline.apply(cells.get(i)) : value(column, cells.get(i));
            set(members, column, value);
        }
        for (String member : List.of("valve", "depth", "moisture")) {
            boolean nothing = members.get(member) instanceof ObjectNode parts
                    && parts.valueStream().allMatch(JsonNode::isNull);
            if (nothing) {
                members.putNull(member);
            }
        }
        return new FieldFile.Row(number, members, mistakes);
    }

    private static void set(ObjectNode members, String column, JsonNode value) {
        int dot = column.indexOf('.');
        if (dot < 0) {
            members.set(column, value);
        } else {
            members.withObject("/" + column.substring(0, dot)).set(column.substring(dot + 1), value);
        }
    }

    private static JsonNode value(String column, String cell) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (column.equals("users")) {
            ArrayNode users = nodes.arrayNode();
            Pattern.compile("[\\s,;]+")
                    .splitAsStream(cell.strip())
                    .filter(name -> !name.isEmpty())
                    .forEach(users::add);
            return users;
        }
        if (cell.isBlank()) {
            return nodes.nullNode();
        }
        boolean numeric = NUMBERS.contains(column) || column.startsWith("soil.");
        String plain = cell.strip().replace(',', '.');
        return numeric && NUMBER.matcher(plain).matches()
                ? nodes.numberNode(Double.parseDouble(plain))
                : nodes.textNode(cell);
    }

    /** What is no outline stays a text, of which the reader of fields complains. */
    private static JsonNode outline(String cell, Shapes shapes, Grid grid) {
        if (cell.isBlank()) {
            return JsonNodeFactory.instance.nullNode();
        }
        return Shapes.parse(cell)
                .flatMap(geometry -> shapes.toDegrees(geometry, grid))
                .orElseGet(() -> JsonNodeFactory.instance.textNode(Excerpt.of(cell)));
    }

    private static Map<String, String> cells(ObjectNode field, Shapes shapes, Grid grid) {
        Map<String, String> cells = new HashMap<>();
        for (String column : COLUMNS) {
            JsonNode value = field.at("/" + column.replace('.', '/'));
            cells.put(
                    column,
                    switch (column) {
                        case "outline" ->
                            value.isObject()
                                    ? shapes.toGrid(value, grid)
                                            .map(Shapes::text)
                                            .orElse("")
                                    : "";
                        case "users" ->
                            String.join(
                                    " ",
                                    value.valueStream().map(JsonNode::asText).toList());
                        default -> cell(value);
                    });
        }
        return cells;
    }

    private static String cell(JsonNode value) {
        if (value.isNumber()) {
            return new BigDecimal(value.asText()).toPlainString();
        }
        return value.isTextual() ? value.textValue() : "";
    }
}
