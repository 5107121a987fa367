package org.kenh.operations.irrigation.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.kenh.operations.document.Members;
import org.kenh.operations.irrigation.plan.TariffBand;
import org.kenh.operations.irrigation.plan.TariffVersion;
import org.kenh.operations.irrigation.plan.WeeklyWindow;
import org.kenh.telemetry.Excerpt;

/** Versions of the tariff as JSON. */
final class TariffCodec extends Codec<TariffVersion> {
    private static final int MOST_BANDS = 10;
    private static final int MOST_HOLIDAYS = 200;
    /** VND for a kWh. */
    private static final double DEAREST = 1_000_000;

    private static final List<String> DAYS =
            Arrays.stream(DayOfWeek.values()).map(DayOfWeek::name).toList();

    @Override
    public ObjectNode encode(TariffVersion tariff) {
        ObjectNode json = object().put("name", tariff.name())
                .put("validFrom", tariff.validFrom().toString())
                .put("holidayAs", tariff.holidayAs().name());
        ArrayNode bands = json.putArray("bands");
        for (TariffBand band : tariff.bands()) {
            bands.addObject()
                    .put("code", band.code())
                    .put("price", band.price())
                    .set("windows", Parts.json(band.windows()));
        }
        ArrayNode holidays = json.putArray("holidays");
        new TreeSet<>(tariff.holidays()).forEach(day -> holidays.add(day.toString()));
        return json;
    }

    @Override
    TariffVersion read(Members members, int revision) {
        members.require("validFrom");
        Optional<LocalDate> validFrom = members.date("validFrom");
        if (validFrom
                .filter(day -> day.getYear() < 1950 || day.getYear() > 2199)
                .isPresent()) {
            members.add("validFrom", "field.years");
        }
        return new TariffVersion(
                members.requiredText("name", Parts.LONGEST_NAME),
                validFrom.orElse(LocalDate.EPOCH),
                bands(members),
                holidays(members),
                DayOfWeek.valueOf(members.word("holidayAs", DAYS).orElse("SUNDAY")));
    }

    /** In the form that a tariff must have, also when what is given has another one. */
    private static List<TariffBand> bands(Members members) {
        members.require("bands");
        List<JsonNode> elements = members.list("bands", MOST_BANDS);
        List<TariffBand> bands = new ArrayList<>();
        boolean formed = !elements.isEmpty();
        for (int i = 0; i < elements.size(); i++) {
            TariffBand band = band(members.element("bands", i, elements.get(i)));
            boolean last = i == elements.size() - 1;
            formed &= last == band.windows().isEmpty()
                    && bands.stream().noneMatch(other -> other.code().equals(band.code()));
            bands.add(band);
        }
        if (!formed) {
            members.add("bands", "field.bands");
            return List.of(new TariffBand("x", 0, List.<WeeklyWindow>of()));
        }
        return bands;
    }

    private static TariffBand band(Members members) {
        TariffBand band = new TariffBand(
                Parts.id(members, "code"), members.required("price", 0, DEAREST), Parts.windows(members, "windows"));
        members.finish();
        return band;
    }

    private static Set<LocalDate> holidays(Members members) {
        Set<LocalDate> days = new TreeSet<>();
        for (JsonNode element : members.listOrNone("holidays", MOST_HOLIDAYS)) {
            try {
                days.add(LocalDate.parse(element.asText()));
            } catch (DateTimeException e) {
                members.add("holidays", "field.date", Excerpt.of(element.asText()));
            }
        }
        return days;
    }
}
