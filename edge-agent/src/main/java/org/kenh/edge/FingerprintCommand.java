package org.kenh.edge;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.kenh.edge.sound.Fingerprint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code agent fingerprint FILE.wav}: writes {@code FILE.wav.kfp}, by which a bulletin is recognised without its sound. */
@Command(name = "fingerprint", description = "Lấy dấu vân âm thanh của bản tin / takes the fingerprint of a bulletin")
final class FingerprintCommand implements Callable<Integer> {
    private static final int WRONG = 1;

    @Parameters(paramLabel = "FILE.wav")
    private Path file = Path.of("bulletin.wav");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Path target = file.resolveSibling(file.getFileName() + ".kfp");
        Path unfinished = file.resolveSibling(file.getFileName() + ".kfp.new");
        try {
            Fingerprint print = Fingerprint.of(file);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
                print.write(out);
            }
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
            spec.commandLine().getOut().println(target);
            spec.commandLine().getOut().flush();
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println(file + ": " + e.getMessage());
            return WRONG;
        }
    }
}
