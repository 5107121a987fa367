package org.kenh.operations.irrigation.agronomy;

/** Depth of the roots in m when planted and when full grown; between them linear up to the mid stage. */
public record RootDepth(double planted, double grown) {
    public RootDepth {
        Checks.within("root depth when planted", planted, 0.05, 3);
        Checks.within("root depth when grown", grown, planted, 3);
    }

    /** Depth on a day counted from planting. */
    public double on(int day, StageLengths stages) {
        double part = (double) (day - stages.initial()) / stages.development();
        return planted + (grown - planted) * Math.clamp(part, 0, 1);
    }
}
