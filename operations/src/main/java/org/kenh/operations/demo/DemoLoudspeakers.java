package org.kenh.operations.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.kenh.operations.loudspeaker.cluster.Cluster;
import org.kenh.operations.loudspeaker.cluster.ClusterMap;
import org.kenh.operations.loudspeaker.cluster.ClusterPlace;
import org.kenh.operations.loudspeaker.cluster.Clusters;
import org.kenh.operations.loudspeaker.judge.BulletinClass;
import org.kenh.operations.loudspeaker.programme.Content;
import org.kenh.operations.loudspeaker.programme.Origin;
import org.kenh.operations.loudspeaker.programme.Programme;
import org.kenh.operations.loudspeaker.programme.Schedule;

/** Brings villages and a daily programme into the loudspeaker desk of the demo district. Names and figures are schematic. */
public final class DemoLoudspeakers {
    private static final String BY = "demo";
    private static final String TOWN = "van-dinh";
    private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);
    private static final Sounding WEEKLY = new Sounding(
            BulletinClass.NORMAL,
            120,
            EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY, DayOfWeek.FRIDAY),
            6,
            List.of("17:31"));
    private static final List<String> VILLAGES = List.of(
            "Thượng", "Hạ", "Trung", "Đông", "Đoài", "Nội", "Ngoại", "Đình", "Chợ", "Bãi", "Cầu", "Chùa", "Giữa",
            "Trại");
    private static final int FEWEST = 350;
    private static final int SPREAD = 1_100;

    private final Clusters clusters;
    private final Programme programme;
    private final LocalDate today;

    private DemoLoudspeakers(Clusters clusters, Programme programme, LocalDate today) {
        this.clusters = clusters;
        this.programme = programme;
        this.today = today;
    }

    /** Creates what is not there yet; what people have changed or cancelled stays so. Blocks. */
    public static Seeded seed(Clusters clusters, Programme programme, LocalDate today) {
        DemoLoudspeakers demo = new DemoLoudspeakers(clusters, programme, today);
        ClusterMap map = clusters.refresh();
        return new Seeded(demo.villages(map), demo.bulletins(map));
    }

    private int villages(ClusterMap map) {
        Map<String, Integer> numbers = new HashMap<>();
        int made = 0;
        for (ClusterPlace place : map.places()) {
            int number = numbers.merge(place.area(), 1, Integer::sum);
            Cluster before = clusters.cluster(place.device());
            if (before.revision() == 0) {
                made += clusters.put(village(place, number, before)) ? 1 : 0;
            }
        }
        return made;
    }

    private static Cluster village(ClusterPlace place, int number, Cluster before) {
        int luck = Math.floorMod(place.device().hashCode(), 1_000);
        return new Cluster(
                place.device(),
                "Thôn " + VILLAGES.get((number - 1) % VILLAGES.size()),
                FEWEST + luck * SPREAD / 1_000,
                new Cluster.Equipment(
                        "Mô phỏng",
                        "Cụm loa IP",
                        "",
                        120,
                        2 + luck % 3,
                        Optional.of(LocalDate.of(2024, 8, 1 + luck % 28))),
                "•••••••" + String.format(java.util.Locale.ROOT, "%03d", luck),
                before.baseline().isPresent() ? before.baseline() : OptionalDouble.empty(),
                before.baselineAt(),
                before.agreed(),
                before.revision());
    }

    private int bulletins(ClusterMap map) {
        String district = map.root().orElse(TOWN);
        int made = add("thoi-su", "Bản tin thời sự huyện", district, daily(600, 1, "05:00", "17:00"));
        made += add(
                "thoi-tiet",
                "Dự báo thời tiết và mực nước sông Đáy",
                district,
                daily(180, 2, "05:11", "17:11").asPriority());
        made += add("tuoi", "Lịch bơm tưới và lấy nước", district, daily(240, 3, "05:15", "17:15"));
        made += add(
                "thien-tai",
                "Phòng, chống thiên tai",
                district,
                daily(240, 4, "05:20", "11:30", "17:20").asPriority());
        Set<String> communes = new TreeSet<>();
        map.places().forEach(place -> communes.add(place.area()));
        for (String commune : communes) {
            String name = map.areaName(commune);
            made += add("xa-" + commune, "Thông báo của " + name, commune, daily(240, 5, "05:26", "17:26"));
            made += add("hop-" + commune, "Lịch họp thôn, " + name, commune, WEEKLY);
        }
        // Something sounds within a quarter of an hour, whenever somebody looks.
        String[] quarters = IntStream.range(0, 64)
                .mapToObj(
                        quarter -> LocalTime.of(6, 0).plusMinutes(15L * quarter).toString())
                .toArray(String[]::new);
        return made + add("nhac-hieu", "Nhạc hiệu kiểm tra (trình diễn)", TOWN, daily(60, 9, quarters));
    }

    private int add(String key, String title, String area, Sounding sounding) {
        Schedule schedule = new Schedule(
                today,
                Optional.empty(),
                sounding.days(),
                sounding.times().stream().map(LocalTime::parse).toList(),
                List.of(area),
                List.of(),
                sounding.order());
        Content content = new Content(
                Optional.of(new Origin(BY, key)),
                title,
                sounding.kind(),
                sounding.seconds(),
                Optional.of(hash(key)),
                Optional.empty(),
                area,
                List.of(schedule));
        return programme.add(content, BY).isPresent() ? 1 : 0;
    }

    /** Of audio that the simulated field takes as played. */
    private static String hash(String key) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What a start found missing and made. */
    public record Seeded(int clusters, int bulletins) {}

    private static Sounding daily(int seconds, int order, String... times) {
        return new Sounding(BulletinClass.NORMAL, seconds, DAILY, order, List.of(times));
    }

    private record Sounding(BulletinClass kind, int seconds, Set<DayOfWeek> days, int order, List<String> times) {
        Sounding asPriority() {
            return new Sounding(BulletinClass.PRIORITY, seconds, days, order, times);
        }
    }
}
