package org.kenh.operations.irrigation.demand;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kenh.operations.irrigation.agronomy.BalanceDay;
import org.kenh.operations.irrigation.agronomy.Confidence;
import org.kenh.operations.irrigation.agronomy.DayWater;
import org.kenh.operations.irrigation.agronomy.PaddyBalance;
import org.kenh.operations.irrigation.agronomy.WaterSaved;
import org.kenh.operations.irrigation.agronomy.WaterState;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.field.KeptCrop;
import org.kenh.operations.irrigation.field.Season;

/**
 * Water that rice was spared against continuous flooding, from the days as they were reckoned: the same days once more with the field
 * kept under water. Blocks on the database.
 */
public final class SavedWater {
    private final DemandStore store;
    private final IrrigationRegistry registry;

    public SavedWater(DemandStore store, IrrigationRegistry registry) {
        this.store = store;
        this.registry = registry;
    }

    /** Net m³ of the days, both included; empty where no rice was reckoned. */
    public OptionalDouble of(Field field, LocalDate first, LocalDate last) {
        List<FieldDay> days = store.days(field.id(), first, last).stream()
                .filter(FieldDay::paddy)
                .toList();
        double sum = 0;
        boolean any = false;
        for (long id : days.stream().map(FieldDay::season).distinct().toList()) {
            OptionalDouble own = ofSeason(
                    field, id, days.stream().filter(day -> day.season() == id).toList());
            any |= own.isPresent();
            sum += own.orElse(0);
        }
        return any ? OptionalDouble.of(sum) : OptionalDouble.empty();
    }

    private OptionalDouble ofSeason(Field field, long id, List<FieldDay> days) {
        Optional<Season> season = registry.seasons().find(id);
        Optional<KeptCrop> crop = season.flatMap(found -> registry.crops().find(found.crop()));
        if (season.isEmpty() || crop.isEmpty()) {
            return OptionalDouble.empty();
        }
        FieldModel model = FieldModel.of(field, season.get(), crop.get().crop(), List.of(), Optional.empty());
        if (!(model.balance() instanceof PaddyBalance paddy)) {
            return OptionalDouble.empty();
        }
        WaterState start = new WaterState(days.getFirst().balance().before(), Confidence.neverMeasured());
        WaterSaved saved = WaterSaved.of(
                paddy, start, days.stream().map(day -> water(day, paddy)).toList());
        return OptionalDouble.of(saved.cubicMetresPerHectare() * field.hectares());
    }

    /** With so much ET0 that the crop would take as much as on the day as it was reckoned, whatever its Kc was then. */
    private static DayWater water(FieldDay day, PaddyBalance paddy) {
        BalanceDay balance = day.balance();
        double coefficient = paddy.season().coefficientOn(balance.day());
        double reference = coefficient > 0
                ? balance.potential() / coefficient
                : day.drivers().reference();
        return DayWater.of(balance.day(), reference, balance.rain() + balance.ignoredRain(), balance.irrigation());
    }
}
