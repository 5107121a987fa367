package org.kenh.operations.irrigation.book;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.kenh.operations.irrigation.field.Pump;
import org.kenh.operations.irrigation.field.Pump.CurvePoint;

/** What lifting water takes: hydraulic power ρgQH, and e = 0.002725·H/η in kWh/m³. */
public final class Pumping {
    /** kWh to lift one m³ by one m without loss: 1,000 kg × 9.81 m/s² ÷ 3.6 MJ. */
    static final double LIFTING = 0.002725;

    private Pumping() {}

    /**
     * kW in the water.
     *
     * @param flow m³/h
     * @param head m
     */
    public static double hydraulicPower(double flow, double head) {
        return LIFTING * flow * head;
    }

    /** kWh that one m³ takes at this efficiency of pump and motor together. */
    public static double perCubicMetre(double head, double efficiency) {
        return LIFTING * head / efficiency;
    }

    /** Of pump and motor together, as measured; empty where nothing was taken or pumped. */
    public static OptionalDouble measured(double head, double cubicMetres, double kilowattHours) {
        return kilowattHours > 0 && cubicMetres > 0
                ? OptionalDouble.of(LIFTING * head * cubicMetres / kilowattHours)
                : OptionalDouble.empty();
    }

    /** What the maker's curve says at this flow in m³/s, between its points; by the nameplate where there is no curve. */
    public static OptionalDouble expected(Pump pump, double flow) {
        List<CurvePoint> curve = pump.curve().stream()
                .sorted(Comparator.comparingDouble(CurvePoint::flow))
                .toList();
        if (curve.isEmpty()) {
            return pump.power() > 0
                    ? OptionalDouble.of(hydraulicPower(pump.flow() * 3_600, pump.head()) / pump.power())
                    : OptionalDouble.empty();
        }
        CurvePoint before = curve.getFirst();
        for (CurvePoint point : curve) {
            if (point.flow() >= flow) {
                double span = point.flow() - before.flow();
                double share = span > 0 ? Math.clamp((flow - before.flow()) / span, 0, 1) : 1;
                return OptionalDouble.of(before.efficiency() + share * (point.efficiency() - before.efficiency()));
            }
            before = point;
        }
        return OptionalDouble.of(before.efficiency());
    }
}
