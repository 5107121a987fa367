package org.kenh.operations.api;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.kenh.operations.account.AreaScope;
import org.kenh.operations.account.Principal;

/**
 * One client's place in the ring. It takes events only as fast as its client does; one that falls out of the ring is
 * told to fetch afresh, one that takes nothing for long is cut and can come again.
 */
final class LiveStream {
    private static final int QUEUE_BYTES = 256 * 1024;

    private final LiveRing ring;
    private final String epoch;
    private final HttpServerResponse response;
    private final Context loop;
    private final AtomicBoolean scheduled = new AtomicBoolean();

    // The following are touched on the event loop only.
    private View view;
    private long cursor;
    private long deliveredAtLastTick = -1;
    private boolean ended;

    LiveStream(LiveRing ring, String epoch, Client client) {
        this.ring = ring;
        this.epoch = epoch;
        this.response = client.response();
        this.loop = client.loop();
        this.view = client.view();
    }

    /** Writes the head; on the event loop. A cursor below zero means that resuming is not possible. */
    void begin(long resumeFrom) {
        response.setChunked(true)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                // A compressor or a proxy that gathers bytes would hold events back.
                .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
                .putHeader("X-Accel-Buffering", "no")
                .setWriteQueueMaxSize(QUEUE_BYTES);
        response.drainHandler(nothing -> drain());
        cursor = resumeFrom < 0 ? ring.newest() : resumeFrom;
        write("retry: 3000\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        write(resumeFrom < 0 ? LiveFrames.reset(id()) : LiveFrames.keepAlive(id()));
        drain();
    }

    /** There may be new events; from any thread. */
    void wake() {
        if (scheduled.compareAndSet(false, true)) {
            loop.runOnContext(nothing -> {
                scheduled.set(false);
                drain();
            });
        }
    }

    /** To be called every 15 seconds, from any thread: says that the stream lives, or cuts it if its client does not. */
    void tick(View current) {
        loop.runOnContext(nothing -> {
            view = current;
            boolean stuck = response.writeQueueFull() && deliveredAtLastTick == response.bytesWritten();
            deliveredAtLastTick = response.bytesWritten();
            if (stuck) {
                cut();
            } else if (!response.writeQueueFull() && !ended) {
                write(LiveFrames.keepAlive(id()));
            }
        });
    }

    /** Ends the stream in good order; from any thread. */
    void end() {
        loop.runOnContext(nothing -> {
            if (!ended && !response.ended() && !response.closed()) {
                ended = true;
                response.end();
            }
        });
    }

    private void cut() {
        ended = true;
        response.reset();
    }

    private void drain() {
        while (!ended && !response.closed() && !response.writeQueueFull()) {
            switch (ring.after(cursor)) {
                case LiveRing.Next.Nothing() -> {
                    return;
                }
                case LiveRing.Next.Missed(long newest) -> {
                    cursor = newest;
                    write(LiveFrames.reset(id()));
                }
                case LiveRing.Next.Found(LiveRing.Event event) -> {
                    cursor = event.number();
                    if (view.shows(event)) {
                        write(event.frame());
                    }
                }
            }
        }
    }

    private String id() {
        return epoch + "-" + cursor;
    }

    private void write(byte[] frame) {
        if (!response.closed()) {
            response.write(Buffer.buffer(frame));
        }
    }

    /** Where a stream goes and what it shows at first. */
    record Client(HttpServerResponse response, Context loop, View view) {}

    /** What a person wants and may see; who is here for a cooperative alone hears of irrigation alone. */
    record View(Principal principal, Set<LiveTopic> topics, AreaScope scope) {
        View {
            topics = topics.stream()
                    .filter(topic -> topic == LiveTopic.IRRIGATION
                            || !principal.account().isOnlyCooperative())
                    .collect(Collectors.toUnmodifiableSet());
        }

        boolean shows(LiveRing.Event event) {
            return topics.contains(event.topic())
                    && (event.area().equals(LiveRing.EVERYWHERE) || scope.contains(event.area()))
                    && event.notFor().filter(scope::contains).isEmpty();
        }
    }
}
