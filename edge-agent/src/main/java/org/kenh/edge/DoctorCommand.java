package org.kenh.edge;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.kenh.edge.agent.AgentConfig;
import org.kenh.edge.life.Diagnosis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code agent doctor SITE.yaml}: what is wrong with this board and what to do; exit code 1 if something is. */
@Command(name = "doctor", description = "Khám thiết bị / finds out what is wrong")
final class DoctorCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SITE.yaml")
    private Path file = Path.of("site.yaml");

    @Option(names = "--json", description = "Kết quả dạng JSON / as JSON")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Diagnosis diagnosis;
        try (Workers workers = new Workers(1)) {
            diagnosis = Diagnosis.of(new Examinations(AgentConfig.read(file), workers).all());
        }
        if (json) {
            diagnosis.printJson(out);
        } else {
            diagnosis.print(out);
        }
        out.flush();
        return diagnosis.isHealthy() ? 0 : 1;
    }
}
