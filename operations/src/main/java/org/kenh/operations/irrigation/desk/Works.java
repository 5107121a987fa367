package org.kenh.operations.irrigation.desk;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kenh.operations.irrigation.plan.Canal;
import org.kenh.operations.irrigation.plan.Pump;
import org.kenh.operations.irrigation.plan.TariffCalendar;

/** Pumps, canals and fields as they stand in the registry, without blocks, and what a kWh costs when. */
public record Works(List<Pump> pumps, List<Canal> canals, List<FieldWork> fields, TariffCalendar tariff) {
    public Works {
        pumps = List.copyOf(pumps);
        canals = List.copyOf(canals);
        fields = List.copyOf(fields);
    }

    Map<String, FieldWork> fieldsById() {
        return fields.stream().collect(Collectors.toMap(FieldWork::id, Function.identity()));
    }
}
