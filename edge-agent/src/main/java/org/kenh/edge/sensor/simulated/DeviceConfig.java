package org.kenh.edge.sensor.simulated;

import org.kenh.edge.config.ConfigNode;

/**
 * What a simulated device measures.
 *
 * @param model one of the plant's kinds of devices
 * @param of id of the part of the plant
 * @param number which of several alike, from 1
 * @param chainage kilometres down the river
 * @param fault what is wrong with it now and then
 * @param site where it stands; a scenario may name the site or its areas
 */
public record DeviceConfig(String model, String of, int number, double chainage, Fault fault, String site) {
    /** Reads what a device at a site measures. */
    public static DeviceConfig of(ConfigNode node, String site) {
        return new DeviceConfig(
                node.oneOf("model", Models.NAMES),
                node.text("of"),
                node.integer("number", 1, 1_000, 1),
                node.number("chainage", 0, 1_000, 0),
                PlantConfig.faultOf(node),
                site);
    }
}
