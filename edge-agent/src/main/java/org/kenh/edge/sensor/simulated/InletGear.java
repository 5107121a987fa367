package org.kenh.edge.sensor.simulated;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** The inlet valve of a field. On a paddy it closes before the water reaches the top of the bund. */
final class InletGear implements Gear {
    /** So far below the top of the bund, mm. */
    private static final double FREEBOARD = 5;

    private final Field field;

    InletGear(Field field) {
        this.field = field;
    }

    @Override
    public String output() {
        return "valve";
    }

    @Override
    public List<String> commands() {
        return List.of("valve.open", "valve.close");
    }

    @Override
    public Map<String, DoubleUnaryOperator> inputs() {
        return Map.of("inlet.flow", at -> field.inflow(), "water.depth", at -> field.depth());
    }

    /** Ten minutes above the limit, and not one moment, so that the valve does not chatter around it. */
    @Override
    public String section() {
        String valve = """
                outputs:
                  - name: valve
                    kind: valve
                    flow: inlet.flow
                """;
        if (!field.config().paddy()) {
            return valve;
        }
        return valve + String.format(Locale.ROOT, """
                            interlocks:
                              - {type: high-level, name: bund-full, series: water.depth, above: %.0f, delay: PT10M,
                                 onUnknown: ignore, vi: ruộng đã đầy nước, en: the paddy is full}
                        """, Field.BUND - FREEBOARD);
    }

    @Override
    public void handOver(double seconds) {
        field.inlet(false);
    }

    @Override
    public boolean isOn() {
        return field.isOpen();
    }

    @Override
    public void set(boolean on, double seconds) {
        field.inlet(on);
    }
}
