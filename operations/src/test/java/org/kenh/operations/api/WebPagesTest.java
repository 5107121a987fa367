package org.kenh.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebPagesTest {
    @TempDir
    Path folder = Path.of(".");

    @Test
    void address_ofAnyPlaceInTheInterface_isAnsweredWithItsPage() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("web/assets"));
        Files.writeString(folder.resolve("web/index.html"), "the page");
        Files.writeString(folder.resolve("web/assets/a-1.js"), "the script");
        Files.writeString(folder.resolve("web/push-worker.js"), "the worker");
        Vertx vertx = Vertx.vertx();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            Router router = Router.router(vertx);
            router.route().handler(WebPages.load(loader)::answer);
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            int port = server.actualPort();
            assertThat(get(port, "/devices/a.b").body()).isEqualTo("the page");
            assertThat(get(port, "/").body()).isEqualTo("the page");
            assertThat(get(port, "/assets/a-1.js").body()).isEqualTo("the script");
            assertThat(get(port, "/assets/a-0.js").statusCode()).isEqualTo(404);
            // A worker must be a script, and a new one must reach browsers that have an old one.
            HttpResponse<String> worker = get(port, "/push-worker.js");
            assertThat(worker.body()).isEqualTo("the worker");
            assertThat(worker.headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
            assertThat(worker.headers().firstValue("Cache-Control")).hasValue("no-cache");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
