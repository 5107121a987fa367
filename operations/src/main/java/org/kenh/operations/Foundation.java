package org.kenh.operations;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all parts of the server stand on. */
record Foundation(
        Config config,
        Clock clock,
        Instant startedAt,
        Vertx vertx,
        ExecutorService blocking,
        PrometheusMeterRegistry meters,
        OpenPorts ports,
        Closing closing) {
    private static final Logger LOG = LoggerFactory.getLogger(Foundation.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    static Foundation lay(Config config, Clock clock) {
        Foundation foundation = new Foundation(
                config,
                clock,
                clock.instant(),
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(false)),
                Executors.newVirtualThreadPerTaskExecutor(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                new OpenPorts(),
                new Closing());
        foundation.closing.add("event loops", foundation::closeLoops);
        List.of(new JvmMemoryMetrics(), new JvmThreadMetrics(), new ProcessorMetrics(), new UptimeMetrics())
                .forEach(binder -> binder.bindTo(foundation.meters));
        return foundation;
    }

    String version() {
        String version = Foundation.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** Lets running requests end; their database must still be there. */
    void closeBlocking() {
        blocking.shutdown();
        try {
            if (!blocking.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("some requests did not end in time and are interrupted");
                blocking.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            blocking.shutdownNow();
        }
    }

    private void closeLoops() {
        blocking.shutdownNow();
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the event loops did not close in order: {}", e.toString());
        }
    }
}
