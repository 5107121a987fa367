package org.kenh.edge.control;

import java.util.List;

/**
 * Writes the section {@code control} of a station of the demo district, with the limits of its nameplates.
 *
 * @param pumps how many it has
 * @param motorPower kW
 * @param flow of one pump, m³/s
 */
record SiteFile(String station, int pumps, double motorPower, double flow) {
    static final SiteFile BA_THA = new SiteFile("tb-ba-tha", 3, 22, 0.7);
    static final SiteFile DONG_TAN = new SiteFile("tb-dong-tan", 4, 75, 1.4);
    static final SiteFile LUU_HOANG = new SiteFile("tb-luu-hoang", 3, 55, 1.1);
    static final SiteFile TRUNG_TU = new SiteFile("tb-trung-tu", 3, 55, 1.1);

    /** A of a motor of 390 V with an efficiency of 0.92 and a power factor of 0.86. */
    private static final double AMPERES_PER_KILOWATT = 1.871;

    static SiteFile of(String station) {
        return List.of(BA_THA, DONG_TAN, LUU_HOANG, TRUNG_TU).stream()
                .filter(file -> file.station().equals(station))
                .findFirst()
                .orElseThrow();
    }

    /** All pumps with the same keys and interlocks, in YAML; {@code {pump}} stands for the name of the pump. */
    String control(String keys, String... interlocks) {
        StringBuilder yaml = new StringBuilder("mains: grid/mains\npumps:\n");
        for (int number = 1; number <= pumps; number++) {
            String pump = "pump-" + number;
            yaml.append(pump(pump));
            keys.lines().forEach(key -> yaml.append("    ").append(key).append('\n'));
            yaml.append("    interlocks:\n");
            for (String interlock : interlocks) {
                yaml.append("      - ")
                        .append(interlock.replace("{pump}", pump))
                        .append('\n');
            }
            yaml.append(interlocks.length == 0 ? "      []\n" : "");
        }
        return yaml.toString();
    }

    private String pump(String name) {
        return """
              - name: {pump}
                output: {pump}/contactor
                power: {power}
                current: {pump}/current
                nominalCurrent: {amperes}
                flow: {pump}/flow
                nominalFlow: {flow}
                suction: bay/level.suction
                selector: {pump}/selector
            """.replace("{pump}", name)
                .replace("{power}", String.valueOf(motorPower))
                .replace("{amperes}", String.valueOf(motorPower * AMPERES_PER_KILOWATT))
                .replace("{flow}", String.valueOf(flow));
    }
}
