package org.kenh.operations;

import org.kenh.operations.demo.DemoScenario;

/**
 * The demo district.
 *
 * @param wanted whether it is brought in; key {@code demo}
 * @param scenario what happens to it; keys {@code scenario} and {@code speed}
 */
public record DemoConfig(boolean wanted, DemoScenario scenario) {
    private static final double FASTEST = 1_000;

    static DemoConfig read(Settings settings) {
        String name = settings.oneOf("scenario", DemoScenario.CALM, DemoScenario.names());
        double speed = settings.number("speed", 1, FASTEST).orElse(1.0);
        return new DemoConfig(settings.flag("demo", false), new DemoScenario(name, speed));
    }
}
