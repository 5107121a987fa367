package org.kenh.edge.sound;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Makes sound of a text by the program of the site file, which reads the text and writes a WAV file. So speech is played,
 * repeated and recognised as a file is. Not thread-safe; slow.
 */
final class Speech {
    /** The head of a WAV file without sound. */
    private static final int HEAD = 44;

    private final Actions actions;
    private final Path directory;

    Speech(Actions actions, Path directory) {
        this.actions = actions;
        this.directory = directory;
    }

    boolean isPossible() {
        return actions.has(SpeakerConfig.SPEAK);
    }

    /** The file; it replaces the one before. */
    Path speak(String text) throws IOException {
        Files.createDirectories(directory);
        Path part = directory.resolve("spoken.part.wav");
        try {
            Files.deleteIfExists(part);
            // As its input: a text that begins with a dash is no option of the program.
            actions.feed(SpeakerConfig.SPEAK, part.toString(), text + "\n");
            if (!Files.isRegularFile(part) || Files.size(part) <= HEAD) {
                throw new IOException("actions.speak: không ra tiếng / made no sound");
            }
            return Files.move(part, directory.resolve("spoken.wav"), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
