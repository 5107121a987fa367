package org.kenh.system;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.kenh.edge.uplink.Channel;
import org.kenh.edge.uplink.Delivery;
import org.kenh.edge.uplink.Message;
import org.kenh.edge.uplink.Uplink;
import org.kenh.edge.uplink.UplinkListener;
import org.kenh.telemetry.Pack;
import org.kenh.telemetry.Reading;
import org.kenh.telemetry.wire.ContentKind;
import org.kenh.telemetry.wire.Decoding;
import org.kenh.telemetry.wire.DecodingLimits;
import org.kenh.telemetry.wire.ReadingsDecoder;

/** An uplink that measures how old each live reading is when its acknowledgement is here. Thread-safe. */
final class WatchedUplink implements Uplink {
    private static final Clock CLOCK = Clock.systemUTC();

    private final Uplink uplink;
    private final List<Long> ages = new ArrayList<>();
    private Instant liveFrom = Instant.MAX;
    private Instant connectedAt = Instant.MAX;
    private long payloadBytes;

    WatchedUplink(Uplink uplink) {
        this.uplink = uplink;
    }

    /** What is measured from the next connection on counts as live. */
    synchronized void expect() {
        liveFrom = Instant.MAX;
        connectedAt = Instant.MAX;
        ages.clear();
        payloadBytes = 0;
    }

    synchronized Instant connectedAt() {
        return connectedAt;
    }

    synchronized long payloadBytes() {
        return payloadBytes;
    }

    /** Milliseconds from measurement to acknowledgement, the youngest first. */
    synchronized List<Long> ages() {
        List<Long> sorted = new ArrayList<>(ages);
        Collections.sort(sorted);
        return sorted;
    }

    @Override
    public void start(UplinkListener listener) {
        uplink.start(new UplinkListener() {
            @Override
            public void connected() {
                noteConnection();
                listener.connected();
            }

            @Override
            public void disconnected(String reason) {
                System.out.println("disconnected " + reason);
                listener.disconnected(reason);
            }

            @Override
            public void command(byte[] payload) {
                listener.command(payload);
            }
        });
    }

    @Override
    public CompletionStage<Delivery> send(Message message) {
        CompletionStage<Delivery> delivery = uplink.send(message);
        return message.channel() == Channel.READINGS
                ? delivery.whenComplete((outcome, error) -> {
                    if (outcome instanceof Delivery.Acknowledged) {
                        acknowledged(message);
                    }
                })
                : delivery;
    }

    @Override
    public void close() {
        uplink.close();
    }

    private synchronized void noteConnection() {
        if (connectedAt.equals(Instant.MAX)) {
            connectedAt = CLOCK.instant();
            liveFrom = connectedAt;
        }
    }

    private synchronized void acknowledged(Message message) {
        Instant now = CLOCK.instant();
        payloadBytes += message.payload().length;
        if (ReadingsDecoder.decode(message.payload(), ContentKind.UNKNOWN, now, DecodingLimits.CONTRACT)
                instanceof Decoding.Decoded<Pack> decoded) {
            for (Reading reading : decoded.value().readings()) {
                if (reading.series().value().startsWith("s") && reading.at().isAfter(liveFrom)) {
                    ages.add(now.toEpochMilli() - reading.at().toEpochMilli());
                }
            }
        }
    }
}
