package org.kenh.edge;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.kenh.edge.agent.AgentConfig;
import org.kenh.edge.config.ConfigException;
import org.kenh.edge.control.Output;
import org.kenh.edge.sensor.Driver;
import org.kenh.edge.sensor.Point;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code agent check SITE.yaml}: says what is wrong in a site file, or what would run. Opens nothing. */
@Command(name = "check", description = "Kiểm tra tệp cấu hình / checks a site file")
final class CheckCommand implements Callable<Integer> {
    private static final int WRONG = 1;

    @Parameters(paramLabel = "SITE.yaml")
    private Path file = Path.of("site.yaml");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            summarize(AgentConfig.read(file), out);
            return 0;
        } catch (ConfigException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return WRONG;
        } finally {
            out.flush();
        }
    }

    private void summarize(AgentConfig config, PrintWriter out) {
        out.println(file + ": đúng / valid");
        out.println("thiết bị / device: " + config.device());
        config.loudspeaker()
                .ifPresent(section -> out.println("cụm loa / loudspeaker: "
                        + section.microphone()
                                .map(microphone ->
                                        "micro " + microphone.settings().name())
                                .orElse("không có micro / no microphone")));
        List<Driver> drivers = config.drivers();
        out.println("bộ đọc / drivers: " + drivers.size());
        for (Driver driver : drivers) {
            out.println(
                    "  " + driver.settings().name() + " (" + driver.settings().type() + ") " + driver.place());
            driver.points().forEach(point -> out.println("    " + line(point)));
            for (Output output : driver.outputs()) {
                out.println("    đầu ra / output " + output.name());
            }
        }
    }

    private static String line(Point point) {
        String unit = point.unit().symbol().isEmpty() ? "" : " [" + point.unit() + "]";
        return point.series() + unit + ", mỗi / every " + point.interval().toMillis() / 1000.0 + " s";
    }
}
