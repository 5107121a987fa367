package org.kenh.operations.irrigation.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.operations.document.Mistake;
import org.kenh.operations.irrigation.field.Codec.Decoding;
import org.kenh.operations.irrigation.field.Vn2000.Position;

/** Files of fields, good and hostile. */
class FieldFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** 1e-8 degrees is about a millimetre. */
    private static final double MILLIMETRES = 3e-8;

    /** Expected values: PROJ, {@code cs2cs EPSG:4326 EPSG:5897}. */
    @ParameterizedTest
    @CsvSource({
        "20.725, 105.77, 580000.495, 2292699.891",
        "20.6, 105.75, 577981.309, 2278851.577",
        "20.78, 105.9, 593507.025, 2298858.923",
        "21.0285, 105.8542, 588591.944, 2326345.312"
    })
    void vn2000_ofKnownPlaces_isWhatProjSays(double lat, double lon, double east, double north) {
        Vn2000 grid = new Vn2000();
        Position metres = grid.toGrid(new Position(lon, lat)).orElseThrow();
        Position degrees = grid.toDegrees(new Position(east, north)).orElseThrow();

        assertThat(metres.east()).isCloseTo(east, within(0.01));
        assertThat(metres.north()).isCloseTo(north, within(0.01));
        assertThat(degrees.east()).isCloseTo(lon, within(1e-7));
        assertThat(degrees.north()).isCloseTo(lat, within(1e-7));
    }

    @Test
    void vn2000_eastAndNorthExchanged_isRefused() {
        assertThat(new Vn2000().toDegrees(new Position(2_292_699, 580_000))).isEmpty();
        assertThat(new Vn2000().toDegrees(new Position(Double.NaN, 2_292_699))).isEmpty();
        assertThat(new Vn2000().toDegrees(new Position(105.8, 20.7))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Grid.class)
    void csv_writtenAndRead_isTheSameField(Grid grid) {
        Field field = TestWorks.field("r-a", "k-a");

        sameFields(List.of(field), FieldCsv.read(FieldCsv.write(List.of(field), grid), grid));
    }

    @ParameterizedTest
    @EnumSource(Grid.class)
    void geoJson_writtenAndRead_isTheSameField(Grid grid) {
        Field field = TestWorks.field("r-a", "k-a");
        String text = FieldGeoJson.write(List.of(field), grid);

        sameFields(List.of(field), FieldGeoJson.read(text, grid));
        assertThat(text.contains("EPSG::5897")).isEqualTo(grid == Grid.VN2000);
    }

    @Test
    void geoJson_ofOtherCoordinatesThanSaid_isRefused() {
        String text = FieldGeoJson.write(List.of(TestWorks.field("r-a", "k-a")), Grid.VN2000);

        assertThat(keys(FieldGeoJson.read(text, Grid.WGS84))).containsExactly("field.crs");
    }

    @Test
    void csv_asASpreadsheetInVietnamSavesIt_isRead() {
        FieldFile file = FieldCsv.read(
                "\uFEFFid;name;hectares;soil.drainable;users\r\nr-a;\"Đồng; Chùa\";12,5;0,06;an binh\r\n\r\n",
                Grid.WGS84);
        ObjectNode members = rows(file).getFirst().members();

        assertThat(members.path("name").asText()).isEqualTo("Đồng; Chùa");
        assertThat(members.path("hectares").asDouble()).isEqualTo(12.5);
        assertThat(members.path("soil").path("drainable").asDouble()).isEqualTo(0.06);
        assertThat(members.path("users")).hasSize(2);
    }

    @Test
    void over_aFieldThatIsThere_changesOnlyWhatIsSaid() {
        ObjectNode before = Codecs.FIELD.encode(TestWorks.field("r-a", "k-a"));
        FieldFile.Row row = rows(FieldCsv.read(
                        "id,hectares,valve.device,valve.target,soil.percolation\nr-a,7,,,4\n", Grid.WGS84))
                .getFirst();
        ObjectNode after = row.over(before);

        assertThat(after.path("hectares").asDouble()).isEqualTo(7);
        assertThat(after.path("valve").isNull()).isTrue();
        assertThat(after.path("soil").path("percolation").asDouble()).isEqualTo(4);
        assertThat(after.path("soil").path("fieldCapacity").asDouble()).isEqualTo(0.36);
        assertThat(after.path("outline")).isEqualTo(before.path("outline"));
        assertThat(before.path("hectares").asDouble()).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=HYPERLINK(\"http://x\")", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "'=1", "''-x", "|x", " =1"})
    void csv_ofTextThatLooksLikeAFormula_isGuardedAndReadBack(String name) {
        String text = CsvTable.table(List.of("id", "name"), List.of(java.util.Map.of("id", "r-a", "name", name)));

        assertThat(text).contains("\"'" + name.replace("\"", "\"\"") + "\"");
        assertThat(CsvTable.read(text, 10).get(1)).containsExactly("r-a", name);
    }

    @Test
    void csv_ofWrongColumns_namesThem() {
        assertThat(keys(FieldCsv.read("mã,tên\n1,2\n", Grid.WGS84))).contains("field.column", "field.required");
        assertThat(keys(FieldCsv.read("id,id\n1,2\n", Grid.WGS84))).containsExactly("field.once");
        assertThat(keys(FieldCsv.read("id,name\n", Grid.WGS84))).containsExactly("field.noRows");
        assertThat(keys(FieldCsv.read("\0\"\"\"", Grid.WGS84))).isNotEmpty();
        assertThat(rows(FieldCsv.read("id,name\nr-a,b,c\n", Grid.WGS84))
                        .getFirst()
                        .mistakes())
                .extracting(Mistake::key)
                .containsExactly("field.cells");
    }

    @Test
    void files_ofAHundredThousandRows_areRefused() {
        assertThat(keys(FieldCsv.read("id\n" + "a\n".repeat(100_000), Grid.WGS84)))
                .containsExactly("field.rows");
        String feature = "{\"type\":\"Feature\",\"properties\":{\"id\":\"a\"}},";
        String features = feature.repeat(100_000);
        assertThat(keys(FieldGeoJson.read(
                        "{\"type\":\"FeatureCollection\",\"features\":[" + features.substring(0, features.length() - 1)
                                + "]}",
                        Grid.WGS84)))
                .containsExactly("field.rows");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"type\":\"FeatureCollection\"}",
                "{\"type\":\"Feature\",\"features\":[{}]}",
                "{\"type\":\"FeatureCollection\",\"features\":[]}"
            })
    void geoJson_ofAnotherForm_isRefused(String text) {
        assertThat(keys(FieldGeoJson.read(text, Grid.WGS84))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))",
                "POLYGON ((0 0, 1 0, 1 1, 0 1))",
                "POLYGON ((0 0, 1 0, 0 0))",
                "POLYGON EMPTY",
                "POLYGON ((0 0, 500 0, 500 500, 0 0))",
                "POINT (1 1)",
                "LINESTRING (0 0, 1 1)",
                "POLYGON ((NaN 0, 1 0, 1 1, NaN 0))",
                "MULTIPOLYGON (((0 0, 2 0, 2 2, 0 0)), ((0 0, 2 0, 2 2, 0 0)))"
            })
    void outline_thatIsNone_isRefused(String outline) {
        FieldFile file = FieldCsv.read("id,outline\nr-a,\"" + outline + "\"\n", Grid.WGS84);
        FieldFile.Row row = rows(file).getFirst();
        ObjectNode after = row.over(Codecs.FIELD.encode(TestWorks.field("r-a", "k-a")));

        Decoding<Field> decoding = Codecs.FIELD.decode(after, 1);
        assertThat(decoding).isInstanceOf(Decoding.Refused.class);
        assertThat(decoding.toString()).contains("outline");
    }

    @Test
    void outline_ofNestedCollections_doesNotExhaustTheStack() {
        String nested = "GEOMETRYCOLLECTION (".repeat(9_000);
        assertThat(Shapes.parse(nested)).isEmpty();
        assertThat(keys(FieldGeoJson.read("[".repeat(100_000), Grid.WGS84))).containsExactly("field.notJson");
    }

    @Test
    void outline_ofTooManyPoints_isRefused() {
        StringBuilder ring = new StringBuilder("POLYGON ((0 0");
        for (int i = 0; i <= Outlines.MOST_POINTS; i++) {
            ring.append(", ").append(i * 1e-4).append(' ').append(1 + (i % 2) * 1e-5);
        }
        JsonNode geometry = Shapes.parse(ring.append(", 0 0))").toString()).orElseThrow();

        assertThat(Outlines.flaw(geometry)).contains("field.fieldOutline");
    }

    private static void sameFields(List<Field> fields, FieldFile file) {
        List<FieldFile.Row> rows = rows(file);
        assertThat(rows).hasSameSizeAs(fields);
        for (int i = 0; i < fields.size(); i++) {
            ObjectNode expected = Codecs.FIELD.encode(fields.get(i));
            ObjectNode empty = JSON.createObjectNode();
            ObjectNode actual = Codecs.FIELD.encode(
                    TestWorks.read(Codecs.FIELD, rows.get(i).over(empty).toString(), 0));
            sameOutlines(expected.remove("outline"), actual.remove("outline"));
            assertThat(actual).isEqualTo(expected);
        }
    }

    private static void sameOutlines(JsonNode expected, JsonNode actual) {
        List<Double> wanted = numbers(expected);
        List<Double> found = numbers(actual);
        assertThat(found).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            assertThat(found.get(i)).isCloseTo(wanted.get(i), within(MILLIMETRES));
        }
    }

    private static List<Double> numbers(JsonNode outline) {
        try {
            return JSON.readTree(outline.toString())
                    .path("coordinates")
                    .path(0)
                    .valueStream()
                    .flatMap(JsonNode::valueStream)
                    .map(JsonNode::doubleValue)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static List<FieldFile.Row> rows(FieldFile file) {
        assertThat(file).isInstanceOf(FieldFile.Rows.class);
        return ((FieldFile.Rows) file).rows();
    }

    private static List<String> keys(FieldFile file) {
        assertThat(file).isInstanceOf(FieldFile.Unreadable.class);
        return ((FieldFile.Unreadable) file)
                .mistakes().stream().map(Mistake::key).toList();
    }
}
