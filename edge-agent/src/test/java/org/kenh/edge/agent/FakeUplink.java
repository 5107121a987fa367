package org.kenh.edge.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.uplink.Channel;
import org.kenh.edge.uplink.Delivery;
import org.kenh.edge.uplink.Message;
import org.kenh.edge.uplink.Uplink;
import org.kenh.edge.uplink.UplinkListener;

/** An uplink whose centre is the test. Answers stay open until {@link #answerNext}, unless it answers by itself. */
final class FakeUplink implements Uplink {
    final List<Message> sent = new ArrayList<>();
    private final List<CompletableFuture<Delivery>> open = new ArrayList<>();
    private @Nullable UplinkListener listener;
    private @Nullable Delivery automatic;
    private boolean closed;

    @Override
    public void start(UplinkListener told) {
        listener = told;
    }

    @Override
    public CompletionStage<Delivery> send(Message message) {
        sent.add(message);
        if (automatic != null) {
            return CompletableFuture.completedFuture(automatic);
        }
        CompletableFuture<Delivery> delivery = new CompletableFuture<>();
        open.add(delivery);
        return delivery;
    }

    @Override
    public void close() {
        closed = true;
    }

    void answerAll(Delivery delivery) {
        automatic = delivery;
    }

    void answerNext(Delivery delivery) {
        open.remove(0).complete(delivery);
    }

    int unanswered() {
        return open.size();
    }

    boolean isClosed() {
        return closed;
    }

    UplinkListener listener() {
        if (listener == null) {
            throw new AssertionError("the uplink was not started");
        }
        return listener;
    }

    List<byte[]> payloads(Channel channel) {
        return sent.stream()
                .filter(message -> message.channel() == channel)
                .map(Message::payload)
                .toList();
    }
}
