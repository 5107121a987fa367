package org.kenh.edge.sensor.modbus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Neighbouring registers that are read with one request. */
record Block(Area area, int first, int last, List<RegisterPoint> points) {
    /** Reading a few registers that nobody asked for is cheaper than another request. */
    private static final int LARGEST_GAP = 8;

    private static final Comparator<RegisterPoint> IN_ORDER = Comparator.<RegisterPoint, Area>comparing(
                    point -> point.register().area())
            .thenComparingInt(point -> point.register().address());

    int count() {
        return last - first + 1;
    }

    /** Groups points; {@code alone} are the names of those that are read by themselves. */
    static List<Block> of(List<RegisterPoint> points, Set<String> alone) {
        List<Block> blocks = new ArrayList<>();
        List<RegisterPoint> run = new ArrayList<>();
        int last = -1;
        for (RegisterPoint point : points.stream().sorted(IN_ORDER).toList()) {
            if (!run.isEmpty() && !joins(run, last, point, alone)) {
                blocks.add(block(run, last));
                run = new ArrayList<>();
                last = -1;
            }
            run.add(point);
            last = Math.max(last, point.register().last());
        }
        if (!run.isEmpty()) {
            blocks.add(block(run, last));
        }
        return blocks;
    }

    private static boolean joins(List<RegisterPoint> run, int last, RegisterPoint next, Set<String> alone) {
        Register begin = run.get(0).register();
        Register register = next.register();
        int end = Math.max(last, register.last());
        return register.area() == begin.area()
                && register.address() - last - 1 <= LARGEST_GAP
                && end - begin.address() + 1 <= begin.area().mostAtOnce()
                && !alone.contains(next.point().name())
                && !alone.contains(run.get(0).point().name());
    }

    private static Block block(List<RegisterPoint> run, int last) {
        Register begin = run.get(0).register();
        return new Block(begin.area(), begin.address(), last, List.copyOf(run));
    }
}
