package org.kenh.operations.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.kenh.operations.OperationsException;

/**
 * The web interface, held in memory: what is not among its files cannot be reached, whatever the path says. An address
 * of no file is a place within the interface, also if it ends like one (ids may have dots), and is answered with its one
 * page; but what would be an asset is never a page.
 */
final class WebPages {
    private static final String FOLDER = "web";
    private static final String INDEX = "index.html";
    private static final String HASHED = "assets/";
    private static final int WORTH_COMPRESSING = 1_024;
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"));

    private final Map<String, Page> pages;

    private WebPages(Map<String, Page> pages) {
        this.pages = Map.copyOf(pages);
    }

    /** Reads all files below {@code web/} on the class path; there may be none. */
    static WebPages load(ClassLoader loader) {
        URL index = loader.getResource(FOLDER + "/" + INDEX);
        if (index == null) {
            return new WebPages(Map.of());
        }
        try {
            URI uri = index.toURI();
            if (!uri.getScheme().equals("jar")) {
                return new WebPages(read(Path.of(uri).resolveSibling("")));
            }
            String jar = uri.toString().substring(0, uri.toString().indexOf("!/"));
            try (FileSystem files = FileSystems.newFileSystem(URI.create(jar), Map.of())) {
                return new WebPages(read(files.getPath("/" + FOLDER)));
            }
        } catch (IOException | URISyntaxException e) {
            throw new OperationsException("the web interface cannot be read from " + index, e);
        }
    }

    boolean isEmpty() {
        return pages.isEmpty();
    }

    void answer(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            Dispatcher.refuse(
                    context, Problem.of(405, "problem.method", "GET, HEAD").with("Allow", "GET, HEAD"));
            return;
        }
        String path = context.request().path();
        find(path.startsWith("/") ? path.substring(1) : path)
                .ifPresentOrElse(page -> send(context, page), () -> refuse(context, path));
    }

    private Optional<Page> find(String path) {
        String name = path.isEmpty() ? INDEX : path;
        return Optional.ofNullable(pages.get(name))
                .or(() -> name.startsWith(HASHED) ? Optional.empty() : Optional.ofNullable(pages.get(INDEX)));
    }

    private void refuse(RoutingContext context, String path) {
        Dispatcher.refuse(
                context,
                pages.isEmpty()
                        ? Problem.of(404, "problem.noWebUi")
                        : Problem.of(404, "problem.noRoute", org.kenh.telemetry.Excerpt.of(path)));
    }

    private static void send(RoutingContext context, Page page) {
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.ETAG, page.tag())
                .putHeader(HttpHeaders.VARY, "Accept-Encoding")
                .putHeader(
                        HttpHeaders.CACHE_CONTROL,
                        page.isHashed() ? "public, max-age=31536000, immutable" : "no-cache");
        if (EntityTag.matches(context.request().getHeader(HttpHeaders.IF_NONE_MATCH), page.tag())) {
            response.setStatusCode(304).end();
            return;
        }
        String accepted = context.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        boolean zipped = page.zipped().length > 0 && accepted != null && accepted.contains("gzip");
        byte[] bytes = zipped ? page.zipped() : page.bytes();
        response.putHeader(HttpHeaders.CONTENT_TYPE, page.type())
                .putHeader(HttpHeaders.CONTENT_ENCODING, zipped ? "gzip" : "identity")
                .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(bytes.length));
        if (context.request().method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(Buffer.buffer(bytes));
        }
    }

    private static Map<String, Page> read(Path folder) throws IOException {
        Map<String, Page> pages = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                pages.put(name, page(name, Files.readAllBytes(file)));
            }
        }
        return pages;
    }

    private static Page page(String name, byte[] bytes) throws IOException {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String type = TYPES.getOrDefault(extension, "application/octet-stream");
        boolean compressible = type.startsWith("text/") || type.contains("json") || type.contains("svg");
        byte[] zipped = compressible && bytes.length >= WORTH_COMPRESSING ? zip(bytes) : new byte[0];
        return new Page(type, bytes, zipped, EntityTag.of(bytes), name.startsWith(HASHED));
    }

    private static byte[] zip(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream(bytes.length / 3);
        try (GZIPOutputStream zipper = new GZIPOutputStream(zipped)) {
            zipper.write(bytes);
        }
        return zipped.toByteArray();
    }

    /**
     * A file.
     *
     * @param zipped empty where compressing is not worth it
     * @param isHashed its name changes with its content, so it can be kept for ever
     */
    @SuppressWarnings("ArrayRecordComponent") // read once at start, never compared
    private record Page(String type, byte[] bytes, byte[] zipped, String tag, boolean isHashed) {}
}
