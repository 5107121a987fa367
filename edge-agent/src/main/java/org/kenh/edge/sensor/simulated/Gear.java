package org.kenh.edge.sensor.simulated;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** One machine of the plant as a control on site sees it. Not thread-safe: {@link ControlPanel} locks the plant. */
interface Gear {
    /** The output that switches it. */
    String output();

    /** The commands that a control of it obeys, besides {@code schedule.put}. */
    List<String> commands();

    /** What the control measures, by the series of its site file; every function takes the plant's time, in seconds. */
    Map<String, DoubleUnaryOperator> inputs();

    /** The keys of the section {@code control} of its site file that concern it, in YAML. */
    String section();

    /** From now on it does only what it is told. */
    void handOver(double seconds);

    /** Whether it is open or runs, whoever wanted it. */
    boolean isOn();

    /** Opens and closes it. */
    void set(boolean on, double seconds);
}
