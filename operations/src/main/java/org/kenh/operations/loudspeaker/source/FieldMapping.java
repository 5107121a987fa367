package org.kenh.operations.loudspeaker.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kenh.operations.loudspeaker.cluster.Cluster;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.cluster.ClusterStatus;
import org.kenh.operations.loudspeaker.emergency.Emergency;
import org.kenh.operations.loudspeaker.judge.StateReading;

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
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

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
        names.putAll(Map.of("hashOk", "dungMaBam", "corrected", "daSua", "revisedAt", "capNhatLuc"));
        // Emergencies
        names.putAll(Map.of("emergency", "maKhanCap", "approvedBy", "nguoiDuyet", "approvedAt", "duyetLuc"));
        names.putAll(Map.of("repeats", "soLanLap"));
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
                Map.entry("unplanned", "NGOAI_LICH"));
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
                    object.set(ours, ours.equals("class") ? JSON.textNode(wordsBack.getOrDefault(word, word)) : value);
                });
                yield object;
            }
            default -> theirs;
        };
    }

    /** Bulletin and id share a name of theirs; a schedule that comes in says its id. */
    private String ours(String theirs) {
        return theirs.equals(names.get("id")) ? "id" : back.getOrDefault(theirs, theirs);
    }

    /** How a cluster is. */
    ObjectNode status(ClusterPlace place, Cluster cluster, ClusterStatus status, boolean online) {
        ObjectNode node = JSON.objectNode();
        put(node, "cluster", place.device());
        put(node, "name", place.name());
        put(node, "area", place.area());
        put(node, "village", cluster.village());
        node.put(name("lat"), place.lat());
        node.put(name("lon"), place.lon());
        put(node, "vendor", cluster.equipment().vendor());
        put(node, "model", place.model().orElse(cluster.equipment().model()));
        put(node, "firmware", place.firmware().orElse(cluster.equipment().firmware()));
        put(node, "sim", cluster.sim());
        put(node, "amplifierWatts", cluster.equipment().amplifierWatts());
        put(node, "horns", cluster.equipment().horns());
        status.at().ifPresent(at -> put(node, "at", at.toString()));
        node.put(name("online"), online);
        put(node, "state", status.state().map(StateReading.State::name).orElse(""));
        node.put(name("muted"), status.isMuted());
        put(node, "volume", status.volume());
        put(node, "mainsVoltage", status.mains());
        put(node, "amplifierTemperature", status.temperature());
        put(node, "lineImpedance", status.impedance());
        put(node, "rsrp", status.rsrp());
        put(node, "underruns", status.underruns());
        return node;
    }

    /** A line of the play log. */
    ObjectNode play(PlayRecord play) {
        ObjectNode node = JSON.objectNode();
        put(node, "cluster", play.device());
        play.slot().ifPresent(slot -> put(node, "slot", slot));
        play.bulletin().ifPresent(id -> put(node, "bulletin", id));
        play.source().ifPresent(source -> put(node, "source", source));
        put(node, "title", play.title());
        put(node, "class", word(play.kind()));
        put(node, "plannedStart", play.planned());
        if (play.seconds() > 0) {
            node.put(name("seconds"), play.seconds());
        }
        play.sha256().ifPresent(hash -> put(node, "sha256", hash));
        put(node, "start", play.started());
        put(node, "end", play.ended());
        node.put(name("played"), play.played());
        put(node, "result", word(play.result()));
        play.cause()
                .ifPresent(cause ->
                        put(node, "cause", cause.toUpperCase(Locale.ROOT).replace('-', '_')));
        put(node, "rise", play.evidence().rise());
        put(node, "match", play.evidence().match());
        put(node, "current", play.evidence().current());
        play.evidence().hashOk().ifPresent(same -> node.put(name("hashOk"), same));
        node.put(name("corrected"), play.corrected());
        put(node, "revisedAt", Optional.of(play.revisedAt()));
        return node;
    }

    /** An emergency bulletin that was let go, for clusters that only the province reaches. */
    ObjectNode emergency(Emergency emergency) {
        ObjectNode node = JSON.objectNode();
        put(node, "emergency", String.valueOf(emergency.id()));
        put(node, "slot", emergency.rounds().getFirst().slot());
        put(node, "title", emergency.draft().title().vi());
        put(node, "class", word("emergency"));
        put(node, "text", emergency.draft().text().vi());
        node.put(name("seconds"), emergency.draft().seconds());
        node.put(name("repeats"), emergency.draft().repeats());
        emergency.approved().ifPresent(deed -> {
            put(node, "approvedBy", deed.by());
            put(node, "approvedAt", Optional.of(deed.at()));
        });
        ArrayNode clusters = node.putArray(name("clusters"));
        emergency.targets().forEach(clusters::add);
        return node;
    }

    private String name(String ours) {
        return names.getOrDefault(ours, ours);
    }

    private String word(String ours) {
        return words.getOrDefault(ours, ours);
    }

    private void put(ObjectNode node, String ours, String value) {
        if (!value.isEmpty()) {
            node.put(name(ours), value);
        }
    }

    private void put(ObjectNode node, String ours, double value) {
        if (value > 0) {
            node.put(name(ours), value);
        }
    }

    private void put(ObjectNode node, String ours, OptionalDouble value) {
        if (value.isPresent()) {
            node.put(name(ours), value.getAsDouble());
        }
    }

    private void put(ObjectNode node, String ours, Optional<Instant> value) {
        value.ifPresent(at -> node.put(name(ours), at.toString()));
    }
}
