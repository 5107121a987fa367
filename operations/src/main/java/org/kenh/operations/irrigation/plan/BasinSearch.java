package org.kenh.operations.irrigation.plan;

import com.google.ortools.Loader;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.SatParameters;
import com.google.ortools.util.Domain;
import java.util.Optional;

/** Runs CP-SAT on one basin. */
final class BasinSearch {
    private BasinSearch() {}

    /**
     * How long a search may last.
     *
     * @param effort deterministic seconds
     * @param seconds of the clock
     */
    record Bound(double effort, double seconds, int seed) {}

    /** Whether the native library can be loaded here. */
    static boolean available() {
        return Native.LOADED;
    }

    /**
     * Looks for better turns and pumps in a window, while all else stays.
     *
     * @param start in which to begin
     * @param kept slots of fields that the plan before had
     */
    static Optional<Layout> search(Layout start, BasinModel.Window window, boolean[][] kept, Bound bound) {
        BasinModel model = new BasinModel(start, window, kept);
        CpSolver solver = new CpSolver();
        SatParameters.Builder parameters = solver.getParameters();
        parameters.setNumWorkers(1);
        parameters.setRandomSeed(bound.seed());
        parameters.setMaxDeterministicTime(bound.effort());
        parameters.setMaxTimeInSeconds(bound.seconds());
        CpSolverStatus status = solver.solve(model.model());
        if (status != CpSolverStatus.OPTIMAL && status != CpSolverStatus.FEASIBLE) {
            return Optional.empty();
        }
        return Optional.of(model.found(solver));
    }

    /** Loaded once, on first use. */
    private static final class Native {
        static final boolean LOADED = loaded();

        private static boolean loaded() {
            try {
                Loader.loadNativeLibraries();
                // The loader keeps silent about a library that it could not load.
                return new Domain(0).size() == 1;
            } catch (RuntimeException | LinkageError e) {
                System.getLogger(BasinSearch.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "Irrigation is planned without a solver: OR-Tools cannot be loaded",
                                e);
                return false;
            }
        }
    }
}
