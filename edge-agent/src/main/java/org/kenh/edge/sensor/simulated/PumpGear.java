package org.kenh.edge.sensor.simulated;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** One pump of a station with the limits of its nameplate. Pumps of a station start one after the other. */
final class PumpGear implements Gear {
    /** Between the starts of two pumps after power returns, seconds. */
    private static final int STAGGER = 15;
    /**
     * Share of the motor's nominal current at which it works here. When the river stands above the canal the pump draws
     * a third of it and moves more water than ever; a start would not be confirmed by half of the nameplate's current.
     */
    private static final double USUAL_LOAD = 0.7;
    /** Share of the motor's nominal current. */
    private static final double OVERLOAD = 1.15;
    /** Share of the flow of the nameplate. */
    private static final double NO_FLOW = 0.1;
    /** Above the level at which the canal spills, m. */
    private static final double OVERTOPPING = 0.3;

    private final Station station;
    private final int number;

    PumpGear(Station station, int number) {
        this.station = station;
        this.number = number;
    }

    @Override
    public String output() {
        return "contactor";
    }

    @Override
    public List<String> commands() {
        return List.of("pump.start", "pump.stop", "pump.reset");
    }

    @Override
    public Map<String, DoubleUnaryOperator> inputs() {
        Pump pump = station.pump(number);
        return Map.of(
                "mains", at -> station.mains(at) ? 1 : 0,
                "current", at -> pump.current(station.voltage(at)),
                "flow", at -> pump.flow(),
                "level.suction", at -> station.suction(),
                "level.discharge", at -> station.discharge(),
                "temperature.winding", at -> pump.winding(),
                "temperature.bearing", at -> pump.bearing(),
                "vibration", at -> pump.vibration(at, station.blocked()));
    }

    @Override
    public String section() {
        String pump = machine() + protection();
        return station.config().drainage() ? pump : pump + canalIsFull();
    }

    @Override
    public void handOver(double seconds) {
        station.handOver(number, seconds);
    }

    @Override
    public boolean isOn() {
        return station.pump(number).running();
    }

    @Override
    public void set(boolean on, double seconds) {
        station.contactor(number, on, seconds);
    }

    private String machine() {
        return String.format(
                Locale.ROOT,
                """
                mains: mains
                stagger: PT%dS
                pumps:
                  - name: pump
                    output: contactor
                    power: %.2f
                    current: current
                    nominalCurrent: %.2f
                    flow: flow
                    nominalFlow: %.3f
                    suction: level.suction
                """,
                STAGGER * number,
                station.config().motorPower(),
                USUAL_LOAD * station.pump(number).nominalCurrent(),
                station.config().pumpFlow());
    }

    private String protection() {
        return String.format(
                Locale.ROOT,
                """
                    interlocks:
                      - {type: dry-run, below: %.2f}
                      - {type: custom, name: no-flow, when: {series: flow, below: %.3f, running: true},
                         delay: PT30S, latch: true, vi: bơm chạy mà không lên nước, en: it runs but moves no water}
                      - {type: overload, share: %.3f}
                      - {type: over-temperature, series: temperature.winding, above: %.0f}
                      - {type: over-temperature, name: bearing, series: temperature.bearing, above: %.0f,
                         vi: ổ trục quá nóng, en: the bearing is too hot}
                      - {type: custom, name: vibration, when: {series: vibration, above: %.5f, running: true},
                         delay: PT30S, latch: true, vi: rung quá mức, en: vibration}
                """,
                station.lowestSuction(),
                NO_FLOW * station.config().pumpFlow(),
                OVERLOAD / USUAL_LOAD,
                Pump.HOT_WINDING,
                Pump.HOT_BEARING,
                Pump.SHAKING);
    }

    /** What is lifted into a canal that runs over its banks is lost. */
    private String canalIsFull() {
        return String.format(Locale.ROOT, """
                      - {type: high-level, name: canal-full, series: level.discharge, above: %.2f, delay: PT5M,
                         vi: kênh đã đầy, en: the canal is full}
                """, station.bank() + OVERTOPPING);
    }
}
