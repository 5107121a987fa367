package org.kenh.operations.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.kenh.operations.irrigation.field.Codec;
import org.kenh.operations.irrigation.field.Codec.Decoding;
import org.kenh.operations.irrigation.field.Codecs;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.field.KeptCrop;
import org.kenh.operations.irrigation.field.Register;
import org.kenh.operations.irrigation.field.Saved;
import org.kenh.operations.irrigation.field.Season;
import org.kenh.operations.irrigation.field.Work;
import org.kenh.operations.irrigation.plan.ExampleTariff;

/** Brings canals, pumps, fields, seasons and a tariff into the irrigation desk of the demo district. */
public final class DemoIrrigation {
    private static final String BY = "demo";

    private final IrrigationRegistry registry;
    private final LocalDate today;

    private DemoIrrigation(IrrigationRegistry registry, LocalDate today) {
        this.registry = registry;
        this.today = today;
    }

    /**
     * Creates what is not there yet; what people have changed or removed stays so. A field whose season is past its harvest
     * gets a new one, so that the district is alive whenever it is started. Blocks.
     */
    public static Seeded seed(IrrigationRegistry registry, LocalDate today) {
        JsonNode plan = DistrictFile.bundled().irrigation();
        DemoIrrigation demo = new DemoIrrigation(registry, today);
        int works = demo.works(registry.canals(), Codecs.CANAL, plan.path("canals"))
                + demo.works(registry.pumps(), Codecs.PUMP, plan.path("pumps"))
                + demo.works(registry.fields(), Codecs.FIELD, plan.path("fields"));
        int seasons = 0;
        for (JsonNode node : plan.path("seasons")) {
            seasons += demo.season((ObjectNode) node) ? 1 : 0;
        }
        if (registry.tariffs().all().isEmpty()) {
            ExampleTariff.calendar()
                    .versions()
                    .forEach(version -> requireDone(registry.tariffs().add(version, BY), version.name()));
        }
        return new Seeded(works, seasons);
    }

    private <T extends Work> int works(Register<T> register, Codec<T> codec, JsonNode nodes) {
        int created = 0;
        for (JsonNode node : nodes) {
            T work = read(codec, node);
            Saved saved = register.add(work, BY);
            if (!(saved instanceof Saved.Exists)) {
                requireDone(saved, work.id());
                created++;
            }
        }
        return created;
    }

    private boolean season(ObjectNode node) {
        String field = node.path("field").asText();
        Optional<Season> newest = registry.seasons().of(field).stream().findFirst();
        Optional<LocalDate> free = newest.map(this::harvest).map(day -> day.plusDays(1));
        boolean busy = free.filter(day -> day.isAfter(today)).isPresent();
        if (busy || registry.fields().find(field).isEmpty()) {
            return false;
        }
        newest.filter(season -> season.endedOn().isEmpty()).ifPresent(this::end);
        Season planned = read(Codecs.SEASON, dated(node, free.orElse(LocalDate.MIN)));
        requireDone(registry.seasons().add(planned, BY).saved(), field);
        return true;
    }

    private void end(Season season) {
        Season ended = season.endingOn(harvest(season));
        requireDone(registry.seasons().replace(ended, BY), season.field());
    }

    private LocalDate harvest(Season season) {
        return season.endedOn().orElseGet(() -> plannedHarvest(season));
    }

    private LocalDate plannedHarvest(Season season) {
        int days = registry.crops()
                .find(season.crop())
                .map(KeptCrop::crop)
                .map(season::stages)
                .orElseThrow()
                .total();
        return season.startsOn().plusDays(days);
    }

    /** The plan tells days back from today and on from the start; the field must be free before. */
    private ObjectNode dated(ObjectNode node, LocalDate free) {
        ObjectNode season = node.deepCopy();
        LocalDate wanted = today.minusDays(season.path("daysAgo").intValue());
        LocalDate startsOn = wanted.isBefore(free) ? free : wanted;
        season.put("startsOn", startsOn.toString());
        ArrayNode fertiliser = season.putArray("fertiliser");
        season.path("fertiliserAfter")
                .forEach(days ->
                        fertiliser.add(startsOn.plusDays(days.intValue()).toString()));
        season.remove(List.of("daysAgo", "fertiliserAfter"));
        return season;
    }

    private static <T> T read(Codec<T> codec, JsonNode node) {
        return switch (codec.decode(node, 0)) {
            case Decoding.Decoded<T>(T value) -> value;
            case Decoding.Refused<T> refused ->
                throw new IllegalStateException("demo district: " + node.path("id") + " " + refused.mistakes());
        };
    }

    private static void requireDone(Saved saved, String what) {
        if (!(saved instanceof Saved.Done)) {
            throw new IllegalStateException("demo district: " + what + " was not accepted: " + saved);
        }
    }

    /** What a start found missing and made. */
    public record Seeded(int works, int seasons) {}
}
