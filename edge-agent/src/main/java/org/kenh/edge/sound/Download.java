package org.kenh.edge.sound;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** Fetches a bulletin that is not cached. It may be played only when it has the hash that the centre named. */
final class Download {
    private static final long LARGEST = 64L * 1024 * 1024;
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int PATIENCE_MILLIS = 10_000;

    private final Path directory;

    Download(Path directory) {
        this.directory = directory;
    }

    /** The file, whose hash is right; it replaces what was fetched before. Fails otherwise, and keeps nothing. */
    Path fetch(String url, String sha256) throws IOException {
        Files.createDirectories(directory);
        Path part = directory.resolve("fetched.part");
        try {
            copy(url, part);
            if (!Bulletins.sha256(part).equals(sha256)) {
                throw new IOException(url + ": sai mã băm / has another hash");
            }
            return Files.move(part, directory.resolve("fetched" + ending(url)), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void copy(String url, Path part) throws IOException {
        URLConnection connection = URI.create(url).toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        if (connection instanceof HttpURLConnection http) {
            http.setInstanceFollowRedirects(false);
            if (http.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException(url + ": HTTP " + http.getResponseCode());
            }
        }
        long begun = System.nanoTime();
        long size = 0;
        byte[] block = new byte[16_384];
        try (InputStream in = connection.getInputStream();
                OutputStream out = Files.newOutputStream(part)) {
            int count = in.read(block);
            while (count > 0) {
                size += count;
                if (size > LARGEST || System.nanoTime() - begun > LONGEST_NANOS) {
                    throw new IOException(url + ": quá lớn hoặc quá chậm / too large or too slow");
                }
                out.write(block, 0, count);
                count = in.read(block);
            }
        }
    }

    /** Players look at it. */
    private static String ending(String url) {
        String name = url.substring(url.lastIndexOf('/') + 1);
        int dot = name.lastIndexOf('.');
        String ending = dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
        return ending.matches("\\.[a-z0-9]{2,4}") ? ending : "";
    }
}
