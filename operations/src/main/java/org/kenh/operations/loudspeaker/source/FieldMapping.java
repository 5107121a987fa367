package org.kenh.operations.loudspeaker.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kenh.operations.irrigation.field.CsvTable;

/**
 * The one place that knows how the province's system names what we say and what we take. Each version is a table of names; the annex of
 * the province is not public, so {@code nguon-1} follows the wording of Circular 39/2020/TT-BTTTT, and a version that turns out
 * otherwise is another table here.
 */
public final class FieldMapping {
    /** Our own names. */
    public static final FieldMapping OWN = new FieldMapping("kenh-1", Map.of(), Map.of());

    private static final FieldMapping CIRCULAR = new FieldMapping("nguon-1", names(), words());
    private static final List<FieldMapping> ALL = List.of(OWN, CIRCULAR);
    private static final Set<String> WITH_WORDS = Set.of("class", "result", "state");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final int MOST_ROWS = 5_000;

    private final String version;
    private final Map<String, String> names;
    private final Map<String, String> words;
    private final Map<String, String> back = new HashMap<>();
    private final Map<String, String> wordsBack = new HashMap<>();

    private FieldMapping(String version, Map<String, String> names, Map<String, String> words) {
        this.version = version;
        this.names = names;
        this.words = words;
        names.forEach((ours, theirs) -> back.put(theirs, ours));
        words.forEach((ours, theirs) -> wordsBack.put(theirs, ours));
    }

    public static Optional<FieldMapping> of(String version) {
        return ALL.stream().filter(mapping -> mapping.version.equals(version)).findFirst();
    }

    public static List<String> versions() {
        return ALL.stream().map(FieldMapping::version).toList();
    }

    public String version() {
        return version;
    }

    private static Map<String, String> names() {
        Map<String, String> names = new HashMap<>();
        // Bulletins and schedules, which come in
        names.putAll(Map.of("id", "maBanTin", "title", "tieuDe", "class", "loaiBanTin", "text", "noiDung"));
        names.putAll(Map.of("schedules", "lichPhat", "validFrom", "tuNgay", "validTo", "denNgay", "weekdays", "thu"));
        names.putAll(Map.of("times", "gioPhat", "areas", "diaBan", "clusters", "cumLoa", "order", "thuTu"));
        names.putAll(Map.of("seconds", "thoiLuong", "sha256", "maBam", "area", "maDiaBan"));
        // Status
        names.putAll(Map.of("cluster", "maCum", "name", "tenCum", "lat", "viDo", "lon", "kinhDo", "at", "thoiDiem"));
        names.putAll(Map.of("state", "trangThai", "online", "ketNoi", "volume", "amLuong", "rsrp", "rsrp"));
        names.putAll(Map.of("mainsVoltage", "dienApNguon", "amplifierTemperature", "nhietDoTangAm"));
        names.putAll(Map.of("lineImpedance", "troKhangDuongDay", "underruns", "soLanNgatQuang", "muted", "tatTieng"));
        names.putAll(Map.of("vendor", "hangSanXuat", "model", "kieuMay", "firmware", "phienBan", "sim", "soSim"));
        names.putAll(Map.of("amplifierWatts", "congSuat", "horns", "soLoa", "village", "thon", "population", "dan"));
        // Play log
        names.putAll(
                Map.of("bulletin", "maBanTin", "slot", "maLuotPhat", "source", "nguon", "plannedStart", "gioKeHoach"));
        names.putAll(Map.of("start", "gioBatDau", "end", "gioKetThuc", "played", "soGiayDaPhat", "result", "ketQua"));
        names.putAll(Map.of("cause", "nguyenNhan", "rise", "mucTangAm", "match", "doTrungKhop", "current", "dongTang"));
        names.putAll(Map.of(
                "playedSha256", "maBamDaPhat", "hashOk", "dungMaBam", "corrected", "daSua", "revisedAt", "capNhatLuc"));
        // Emergencies
        names.putAll(Map.of("emergency", "maKhanCap", "approvedBy", "nguoiDuyet", "approvedAt", "duyetLuc"));
        names.putAll(Map.of("repeats", "soLanLap", "round", "lan", "validUntil", "hetHieuLuc", "reason", "lyDo"));
        names.putAll(Map.of(
                "cancelledBy", "nguoiHuy", "cancelledAt", "huyLuc", "slots", "cacLuotPhat", "evidence", "maBangChung"));
        return Map.copyOf(names);
    }

    private static Map<String, String> words() {
        return Map.ofEntries(
                Map.entry("normal", "THONG_THUONG"),
                Map.entry("priority", "UU_TIEN"),
                Map.entry("emergency", "KHAN_CAP"),
                Map.entry("verified", "DA_PHAT"),
                Map.entry("partial", "PHAT_THIEU"),
                Map.entry("missed", "KHONG_PHAT"),
                Map.entry("excused", "NHUONG_HUY"),
                Map.entry("unplanned", "NGOAI_LICH"),
                Map.entry("revoked", "THU_HOI"),
                Map.entry("sent", "PHAT"),
                Map.entry("cancelled", "DA_HUY"));
    }

    /** A list of bulletins as they name it, in our names; what they call otherwise is left as it is. */
    public JsonNode incoming(JsonNode theirs) {
        return switch (theirs.getNodeType()) {
            case ARRAY -> {
                ArrayNode list = JSON.arrayNode(theirs.size());
                theirs.forEach(node -> list.add(incoming(node)));
                yield list;
            }
            case OBJECT -> {
                ObjectNode object = JSON.objectNode();
                theirs.properties().forEach(field -> {
                    String ours = ours(field.getKey());
                    JsonNode value = incoming(field.getValue());
                    String word = value.asText();
                    object.set(
                            ours,
                            WITH_WORDS.contains(ours) ? JSON.textNode(wordsBack.getOrDefault(word, word)) : value);
                });
                yield object;
            }
            default -> theirs;
        };
    }

    /** A table of bulletins likewise: the names of its columns, and cells that are one of their words. */
    String incomingTable(String theirs) {
        List<List<String>> rows = CsvTable.read(theirs, MOST_ROWS);
        if (rows.isEmpty() || rows.size() > MOST_ROWS || this == OWN) {
            return theirs; // who takes it says what is wrong with it
        }
        List<List<String>> ours = new ArrayList<>();
        ours.add(rows.getFirst().stream().map(this::ours).toList());
        rows.stream()
                .skip(1)
                .map(row -> row.stream()
                        .map(cell -> wordsBack.getOrDefault(cell, cell))
                        .toList())
                .forEach(ours::add);
        return CsvTable.write(ours);
    }

    /** Bulletin and id share a name of theirs; a schedule that comes in says its id. */
    private String ours(String theirs) {
        return theirs.equals(names.get("id")) ? "id" : back.getOrDefault(theirs, theirs);
    }

    /** What we say, as they name it. */
    JsonNode outgoing(JsonNode ours) {
        return switch (ours.getNodeType()) {
            case ARRAY -> {
                ArrayNode list = JSON.arrayNode(ours.size());
                ours.forEach(node -> list.add(outgoing(node)));
                yield list;
            }
            case OBJECT -> {
                ObjectNode object = JSON.objectNode();
                ours.properties().forEach(field -> {
                    String name = field.getKey();
                    JsonNode value = outgoing(field.getValue());
                    boolean word = WITH_WORDS.contains(name) && words.containsKey(value.asText());
                    object.set(names.getOrDefault(name, name), word ? JSON.textNode(words.get(value.asText())) : value);
                });
                yield object;
            }
            default -> ours;
        };
    }
}
