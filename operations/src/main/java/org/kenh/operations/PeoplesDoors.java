package org.kenh.operations;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.kenh.ingest.Ingest;
import org.kenh.operations.api.HttpApi;
import org.kenh.operations.http.ConnectionDeadlines;
import org.kenh.operations.http.HttpListener;
import org.kenh.operations.http.HttpListener.Binding;
import org.kenh.operations.keys.ServerCertificate;
import org.kenh.operations.management.ManagementPages;
import org.kenh.operations.management.Readiness;

/** Opens the HTTP ports: for people, their programs and devices, and for the machine's keeper. */
final class PeoplesDoors {
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(1);

    private final Foundation foundation;
    private final ConnectionDeadlines deadlines;
    private final AtomicBoolean started = new AtomicBoolean();

    PeoplesDoors(Foundation foundation) {
        this.foundation = foundation;
        this.deadlines = new ConnectionDeadlines(foundation.vertx(), ConnectionDeadlines.Limits.STANDARD);
    }

    void open(HttpApi api, Router deviceRoutes, ServerCertificate certificate) {
        Router router = api.router(deviceRoutes);
        ListenersConfig listeners = foundation.config().listeners();
        open(listeners.http(), HttpListener.options(), router);
        listeners.https().ifPresent(binding -> open(binding, encrypted(certificate), router));
        foundation.closing().add("live streams", api::close);
    }

    void openManagement(Storage storage) {
        ManagementPages pages =
                new ManagementPages(foundation.vertx(), readiness(storage), foundation.meters(), foundation.blocking());
        HttpListener listener = HttpListener.open(
                foundation.vertx(),
                HttpListener.options(),
                foundation.config().listeners().management(),
                new HttpListener.Handlers(deadlines::connected, request -> {
                    deadlines.headArrived(request);
                    pages.handle(request);
                }));
        foundation.ports().add(listener);
        foundation.closing().add("management", () -> listener.close(Duration.ZERO));
    }

    /** Everything has been done that a start has to do: from now on the server may call itself ready. */
    void started() {
        started.set(true);
    }

    private void open(Binding binding, HttpServerOptions options, Router router) {
        HttpListener listener = HttpListener.open(
                foundation.vertx(), options, binding, new HttpListener.Handlers(deadlines::connected, request -> {
                    deadlines.headArrived(request);
                    router.handle(request);
                }));
        foundation.ports().add(listener);
        foundation.closing().add(binding.name(), () -> listener.close(LAST_ANSWERS));
    }

    private Readiness readiness(Storage storage) {
        Ingest ingest = storage.ingest();
        Supplier<Optional<String>> database =
                () -> storage.database().isReachable() ? Optional.empty() : Optional.of("the database does not answer");
        Supplier<Optional<String>> intake = () ->
                ingest.intake().isSaturated() ? Optional.of("more is coming in than can be stored") : Optional.empty();
        Supplier<Optional<String>> listeners =
                () -> foundation.ports().has("http") ? Optional.empty() : Optional.of("the HTTP port is not open");
        Supplier<Optional<String>> start = () -> started.get() ? Optional.empty() : Optional.of("still starting");
        return new Readiness(List.of(start, database, intake, listeners));
    }

    private static HttpServerOptions encrypted(ServerCertificate certificate) {
        return HttpListener.options()
                .setSsl(true)
                .setUseAlpn(false)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertPath(certificate.certificate().toString())
                        .addKeyPath(certificate.key().toString()));
    }
}
