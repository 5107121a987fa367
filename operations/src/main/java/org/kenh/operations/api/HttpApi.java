package org.kenh.operations.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.kenh.telemetry.Excerpt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that is served over HTTP to people and their programs, and the mount of what is served to devices. */
public final class HttpApi implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
    private static final String BASE = "/api/v1";
    private static final Set<HttpMethod> WITH_BODY = Set.of(HttpMethod.POST, HttpMethod.PATCH, HttpMethod.PUT);
    private static final int BODY_BYTES = 16 * 1024 * 1024;
    private static final String LARGEST_BODY = "largestBody";
    private static final int LIVE_EVENTS = 20_000;
    private static final long LIVE_BYTES = 16L * 1024 * 1024;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    private final Vertx vertx;
    private final Dispatcher dispatcher;
    private final BodyBudget bodies = new BodyBudget(BODY_BYTES);
    private final LiveHub live;
    private final List<Endpoint> endpoints;
    private final WebPages pages;
    private final SecurityHeaders headers;

    /** Calls run on the executor, which gives each a virtual thread and stays the caller's. */
    public HttpApi(Vertx vertx, Backend backend, ExecutorService blocking) {
        this.vertx = vertx;
        this.dispatcher = new Dispatcher(
                new Guard(backend.people().sessions()), backend.telemetry().registry(), blocking);
        this.live = new LiveHub(backend, new LiveRing(LIVE_EVENTS, LIVE_BYTES), blocking, KEEP_ALIVE);
        this.endpoints = endpoints(backend, live, vertx);
        this.pages = WebPages.load(HttpApi.class.getClassLoader());
        this.headers =
                new SecurityHeaders(Optional.ofNullable(backend.appearance().tileUrl()), backend.clock());
        if (pages.isEmpty()) {
            LOG.warn("this build has no web interface");
        }
    }

    /** The whole site; what devices call is mounted at {@code /v1} and reads its bodies itself. */
    public Router router(Router deviceRoutes) {
        Language.load();
        Router router = Router.router(vertx);
        router.route().handler(headers::add).failureHandler(HttpApi::failed);
        router.route("/v1/*").subRouter(deviceRoutes);
        endpoints.forEach(endpoint -> mount(router, endpoint));
        router.route("/api/*").handler(this::noEndpoint);
        router.route("/v1/*").handler(context -> Dispatcher.refuse(context, noRoute(context)));
        router.route().handler(pages::answer);
        List.of(400, 404, 405, 413, 414, 415, 500).forEach(status -> router.errorHandler(status, HttpApi::failed));
        return router;
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    /** Ends the live streams. */
    @Override
    public void close() {
        live.close();
    }

    private static List<Endpoint> endpoints(Backend backend, LiveHub live, Vertx vertx) {
        Places places = new Places(backend.telemetry().registry());
        AuditTrail audit = new AuditTrail(backend.people().audit(), backend.clock());
        List<Endpoint> all = new ArrayList<>();
        all.addAll(new SystemResource(backend).endpoints());
        all.addAll(new SessionResource(backend, audit).endpoints());
        all.addAll(new AccountResource(backend, audit).endpoints());
        all.addAll(new AreaResource(backend, audit).endpoints());
        all.addAll(new SiteResource(backend, places, audit).endpoints());
        all.addAll(new DeviceResource(backend, places, audit).endpoints());
        all.addAll(new CommandResource(backend, places, audit).endpoints());
        all.addAll(new SiteFileResource(backend, places, audit).endpoints());
        all.addAll(new RuleResource(backend, audit).endpoints());
        all.addAll(new NotificationPolicyResource(backend, audit).endpoints());
        all.addAll(new NotificationContactResource(backend, audit).endpoints());
        all.addAll(new NotificationResource(backend, audit).endpoints());
        all.add(new RuleReplayResource(backend).endpoint());
        all.addAll(new RuleLibraryResource(backend, audit).endpoints());
        all.addAll(new CompletenessResource(backend, places).endpoints());
        all.add(new AlarmQualityResource(backend, places).endpoint());
        all.addAll(new AlarmResource(backend, places).endpoints());
        all.addAll(new AlarmActionResource(backend, audit).endpoints());
        all.addAll(new AlarmJournalResource(backend, places).endpoints());
        all.addAll(new HandoverResource(backend, places, audit).endpoints());
        all.addAll(new CapResource(backend, places, audit).endpoints());
        all.addAll(IrrigationEndpoints.all(backend, audit));
        all.addAll(LoudspeakerEndpoints.all(backend, places, audit));
        all.addAll(LoudspeakerOfficeEndpoints.all(backend, places, audit));
        all.add(new SeriesResource(backend, places).endpoint());
        all.add(new ReadingsResource(backend, places).endpoint());
        all.add(new LiveResource(live, places, vertx).endpoint());
        return List.copyOf(all);
    }

    private void mount(Router router, Endpoint endpoint) {
        String path = BASE + endpoint.path().replaceAll("\\{(\\w+)}", ":$1");
        boolean hasBody = WITH_BODY.contains(endpoint.method());
        if (hasBody) {
            router.route(endpoint.method(), path).handler(context -> {
                context.put(LARGEST_BODY, endpoint.largestBody());
                bodies.reserve(context, endpoint.largestBody());
            });
        }
        Route route = router.route(endpoint.method(), path);
        if (hasBody) {
            route.handler(BodyHandler.create(false).setBodyLimit(endpoint.largestBody()));
        }
        route.handler(context -> dispatcher.dispatch(context, endpoint));
    }

    /** Nothing there, or something that takes other methods. */
    private void noEndpoint(RoutingContext context) {
        String path = context.request().path();
        String methods = endpoints.stream()
                .filter(endpoint -> matches(endpoint.path(), path))
                .map(endpoint -> endpoint.method().name())
                .distinct()
                .collect(Collectors.joining(", "));
        Dispatcher.refuse(
                context,
                methods.isEmpty()
                        ? noRoute(context)
                        : Problem.of(405, "problem.method", methods).with("Allow", methods));
    }

    private static boolean matches(String template, String path) {
        String form = Pattern.compile("\\{\\w+}")
                .splitAsStream(template + " ")
                .map(Pattern::quote)
                .collect(Collectors.joining("[^/]+"));
        return (BASE + path.substring(Math.min(BASE.length(), path.length())) + " ")
                .matches(Pattern.quote(BASE) + form);
    }

    private static Problem noRoute(RoutingContext context) {
        return Problem.of(404, "problem.noRoute", Excerpt.of(context.request().path()));
    }

    private static void failed(RoutingContext context) {
        if (context.failure() instanceof HttpClosedException) {
            return; // the client went away; there is nobody to answer
        }
        Dispatcher.refuse(
                context,
                switch (context.statusCode()) {
                    case 404 -> noRoute(context);
                    case 413 -> Problem.of(413, "problem.tooLarge", context.<Integer>get(LARGEST_BODY, 0));
                    case 400, 405, 414, 415 -> Problem.of(context.statusCode(), "problem.badRequest");
                    default -> {
                        LOG.error(
                                "a request to {} failed",
                                Excerpt.of(context.request().path()),
                                context.failure());
                        yield Problem.of(500, "problem.internal");
                    }
                });
    }
}
