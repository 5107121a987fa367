package org.kenh.operations.api;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The stream of live events. */
final class LiveResource {
    private static final int MOST_STREAMS = 500;
    private static final int MOST_STREAMS_OF_ONE = 20;
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final LiveHub hub;
    private final Places places;
    private final Vertx vertx;

    LiveResource(LiveHub hub, Places places, Vertx vertx) {
        this.hub = hub;
        this.places = places;
        this.vertx = vertx;
    }

    Endpoint endpoint() {
        return Endpoint.get("/live", Endpoint.Access.EVERY_ROLE, this::live);
    }

    private Answer live(Call call) {
        Query query = call.query();
        Set<LiveTopic> topics =
                permitted(call, topics(query.words("topics", LiveTopic.WORDS).orElse(LiveTopic.WORDS)));
        Optional<String> area = query.parsed("area", Inputs::isId, id -> id);
        Optional<String> lastInQuery = query.text("lastEventId");
        query.finish();
        if (hub.streams() >= MOST_STREAMS) {
            throw Problem.comeBack(503, "problem.busy", RETRY);
        }
        if (hub.streamsOf(call.username()) >= MOST_STREAMS_OF_ONE) {
            throw Problem.comeBack(429, "problem.tooManyStreams", RETRY);
        }
        Optional<String> last = call.header("Last-Event-ID").or(() -> lastInQuery);
        LiveStream.View view = new LiveStream.View(call.principal(), topics, places.narrowed(call, area));
        return new Answer.TakenOver(
                response -> hub.open(new LiveStream.Client(response, vertx.getOrCreateContext(), view), area, last));
    }

    /** A cooperative hears of irrigation alone. */
    private static Set<LiveTopic> permitted(Call call, Set<LiveTopic> topics) {
        if (!call.principal().account().isOnlyCooperative()) {
            return topics;
        }
        if (!topics.contains(LiveTopic.IRRIGATION)) {
            throw Problem.of(403, "problem.forbidden");
        }
        return EnumSet.of(LiveTopic.IRRIGATION);
    }

    private static Set<LiveTopic> topics(List<String> words) {
        EnumSet<LiveTopic> topics = EnumSet.noneOf(LiveTopic.class);
        words.forEach(word -> topics.add(LiveTopic.valueOf(word.toUpperCase(Locale.ROOT))));
        return topics;
    }
}
