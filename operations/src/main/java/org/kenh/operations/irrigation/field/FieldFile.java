package org.kenh.operations.irrigation.field;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.kenh.operations.document.Mistake;

/** What a file of fields says. */
public sealed interface FieldFile {
    /** Fields in one file. */
    int MOST_ROWS = 2_000;

    /** The rows, each of which may be wrong for itself. */
    record Rows(List<Row> rows) implements FieldFile {
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /** It is not such a file. */
    record Unreadable(List<Mistake> mistakes) implements FieldFile {
        public Unreadable {
            mistakes = List.copyOf(mistakes);
        }
    }

    /**
     * What the file says of one field.
     *
     * @param number from 1, without the names of the columns
     * @param members what it sets, as in the JSON of a field; null where it takes something away
     * @param mistakes in what cannot be members
     */
    record Row(int number, ObjectNode members, List<Mistake> mistakes) {
        public Row {
            mistakes = List.copyOf(mistakes);
        }

        /** May be empty. */
        public String id() {
            return members.path("id").asText();
        }

        /** The field as it is to be: what the file does not say stays as it was. */
        public ObjectNode over(ObjectNode before) {
            ObjectNode after = before.deepCopy();
            members.properties().forEach(member -> {
                boolean parts = member.getValue() instanceof ObjectNode
                        && !member.getKey().equals("outline")
                        && after.get(member.getKey()) instanceof ObjectNode;
                if (parts) {
                    ((ObjectNode) after.get(member.getKey())).setAll((ObjectNode) member.getValue());
                } else {
                    after.set(member.getKey(), member.getValue());
                }
            });
            return after;
        }
    }
}
