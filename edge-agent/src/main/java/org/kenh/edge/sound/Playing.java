package org.kenh.edge.sound;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the player does now.
 *
 * @param alive whether its process runs; true when no process is named
 * @param active whether it plays
 * @param underruns that it has counted since it was started; 0 when it does not count
 */
record Playing(
        boolean alive,
        boolean active,
        Optional<Path> file,
        Optional<String> bulletin,
        Optional<String> slot,
        long underruns) {}
