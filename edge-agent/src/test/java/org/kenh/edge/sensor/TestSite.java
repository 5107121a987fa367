package org.kenh.edge.sensor;

import java.util.List;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.sensor.catalogue.Catalogue;

/** Drivers from the text of a site file, as {@code agent run} makes them. */
public final class TestSite {
    private TestSite() {}

    /** Throws {@link org.kenh.edge.config.ConfigException} when the file is wrong. */
    public static List<Driver> drivers(String yaml) {
        ConfigNode node = ConfigNode.parse(yaml, "site.yaml");
        List<Driver> drivers = Catalogue.read(node);
        node.finish();
        return drivers;
    }

    /** Started; to be closed. */
    public static Sensors start(String yaml, Recorder recorder) {
        Sensors sensors = new Sensors(drivers(yaml), recorder, System::nanoTime);
        sensors.start();
        return sensors;
    }
}
