package org.kenh.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import org.kenh.gateway.downlink.CommandQueue;
import org.kenh.telemetry.Command;
import org.kenh.telemetry.DeviceId;
import org.kenh.telemetry.wire.CommandCodec;

/** One device waiting for commands, until there are some, the time is over, or it goes away. */
final class CommandPoll {
    private final Context loop;
    private final RoutingContext call;
    private final DeviceId device;
    private final CommandPolls.Source source;
    private Runnable afterwards = () -> {};
    private CommandQueue.Registration wakeup = () -> {};
    private Runnable stopTimer = () -> {};
    private boolean over;

    CommandPoll(Context loop, RoutingContext call, DeviceId device, CommandPolls.Source source) {
        this.loop = loop;
        this.call = call;
        this.device = device;
        this.source = source;
    }

    void whenOver(Runnable action) {
        afterwards = action;
    }

    /** On the call's event loop. Zero: answers with what there is. */
    void begin(Vertx vertx, Duration wait) {
        call.response().closeHandler(gone -> finish());
        if (wait.isPositive()) {
            wakeup = source.ports().wakeups().listen(device, this::look);
            long timer = vertx.setTimer(wait.toMillis(), fired -> answer(List.of()));
            stopTimer = () -> vertx.cancelTimer(timer);
            look();
        } else {
            source.blocking().execute(() -> {
                List<Command> found = source.waiting(device);
                loop.runOnContext(back -> answer(found));
            });
        }
    }

    /** Answers with nothing; a newer poll, or nobody, goes on. Any thread. */
    void giveUp() {
        loop.runOnContext(back -> answer(List.of()));
    }

    private void look() {
        source.blocking().execute(() -> {
            List<Command> found = source.waiting(device);
            loop.runOnContext(back -> {
                if (!found.isEmpty()) {
                    answerIfAny(found);
                }
            });
        });
    }

    private void answerIfAny(List<Command> found) {
        if (!over) {
            List<Command> mine = found.stream()
                    .filter(command -> source.claim(device, command))
                    .toList();
            if (!mine.isEmpty()) {
                send(mine);
            }
        }
    }

    private void answer(List<Command> found) {
        if (!over) {
            send(found.stream().filter(command -> source.claim(device, command)).toList());
        }
    }

    private void send(List<Command> commands) {
        finish();
        HttpServerResponse response = call.response();
        response.putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(array(commands))
                .onSuccess(sent -> source.delivered(device, commands))
                .onFailure(lost -> source.release(device, commands));
    }

    private static Buffer array(List<Command> commands) {
        Buffer body = Buffer.buffer("[");
        for (Command command : commands) {
            if (body.length() > 1) {
                body.appendString(",");
            }
            body.appendBytes(CommandCodec.encode(command));
        }
        return body.appendString("]");
    }

    private void finish() {
        if (!over) {
            over = true;
            wakeup.close();
            stopTimer.run();
            afterwards.run();
        }
    }
}
