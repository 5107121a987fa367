package org.kenh.edge.sensor.simulated;

/** What came into the district's waters and what left them, m3. Whatever lies between is in a river, canal or field. */
final class WaterBook {
    private double entered;
    private double left;

    void enter(double volume) {
        entered += volume;
    }

    void leave(double volume) {
        left += volume;
    }

    double entered() {
        return entered;
    }

    double left() {
        return left;
    }
}
