package org.kenh.operations.irrigation.desk;

import java.util.List;
import org.kenh.operations.irrigation.field.Control;
import org.kenh.operations.irrigation.field.Field;
import org.kenh.operations.irrigation.field.IrrigationRegistry;
import org.kenh.operations.irrigation.plan.Canal;
import org.kenh.operations.irrigation.plan.Pump;
import org.kenh.operations.irrigation.plan.Target;

/** The works of the irrigation registry. */
public final class RegistryWorks implements WorkSource {
    private final IrrigationRegistry registry;

    public RegistryWorks(IrrigationRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Works works() {
        return new Works(
                registry.pumps().all().stream().map(RegistryWorks::pump).toList(),
                registry.canals().all().stream().map(RegistryWorks::canal).toList(),
                registry.fields().all().stream().map(RegistryWorks::field).toList(),
                registry.tariffs().calendar());
    }

    private static Pump pump(org.kenh.operations.irrigation.field.Pump pump) {
        return new Pump(
                pump.id(),
                target(pump.control()),
                pump.canal(),
                pump.flow(),
                pump.power(),
                pump.limits().startsPerHour(),
                pump.limits().minRun(),
                pump.limits().minOff(),
                pump.limits().quiet(),
                List.of(),
                null,
                null,
                List.of());
    }

    private static Canal canal(org.kenh.operations.irrigation.field.Canal canal) {
        return new Canal(
                canal.id(),
                canal.parent().orElse(null),
                canal.capacity(),
                canal.openAtOnce(),
                canal.efficiency(),
                List.of());
    }

    private static FieldWork field(Field field) {
        return new FieldWork(
                field.id(),
                field.canal(),
                field.inlet().valve().map(RegistryWorks::target),
                field.inlet().flow(),
                field.hectares(),
                field.inlet().efficiency(),
                field.quiet());
    }

    private static Target target(Control control) {
        return new Target(control.device().value(), control.target());
    }
}
