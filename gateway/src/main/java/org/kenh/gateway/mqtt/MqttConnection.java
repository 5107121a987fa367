package org.kenh.gateway.mqtt;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.kenh.gateway.intake.Transport;
import org.kenh.gateway.session.ConnectionListener.Departure;
import org.kenh.gateway.session.DoorMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One network connection, from its first byte to its end: its state, its timers and the gate through which its packets
 * come. What a packet of an admitted device means is left to its {@link Conversation}. Everything happens on the
 * connection's event loop; {@link #run}, {@link #runLater}, {@link #takenOver}, {@link #shutDown}, {@link #closeNow} and
 * {@link #revoke} may be called from any thread.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails here ends the connection, and that is heard of
final class MqttConnection extends ChannelInboundHandlerAdapter {
    /**
     * {@code AWAITING_CONNECT → CONNECTING → OPEN → ENDING → ENDED}; from each of them straight to {@code ENDING}, and
     * to {@code ENDED} when the network goes first.
     */
    private enum State {
        AWAITING_CONNECT,
        /** The secret is being verified, the session looked up. */
        CONNECTING,
        OPEN,
        /** The last packet is on its way; whatever comes is dropped. */
        ENDING,
        ENDED
    }

    private static final Logger LOG = LoggerFactory.getLogger(MqttConnection.class);
    /** How long the last packet may take, and how long a device that is being refused may go on talking. */
    private static final long LINGER_MILLIS = 2_000;

    private final ChannelHandlerContext context;
    private final MqttServices services;
    private final DoorMetrics metrics;
    private final Transport transport;
    private final String remoteAddress;
    private final PacketWriter writer;
    private final ReadGate gate;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private Optional<Conversation> conversation = Optional.empty();
    private Departure departure = Departure.LOST;
    private volatile Optional<Farewell> farewell = Optional.empty();
    private volatile State state = State.AWAITING_CONNECT;
    private boolean stopping;
    private boolean heard;
    private long heardNanos;

    MqttConnection(ChannelHandlerContext context, MqttServices services, Place place) {
        this.context = context;
        this.services = services;
        this.metrics = place.metrics();
        this.transport = place.transport();
        this.remoteAddress = place.remoteAddress();
        this.writer = new PacketWriter(context);
        this.gate = new ReadGate(context, metrics, this::take, writer::flush);
    }

    /** Where a connection came in. */
    record Place(Transport transport, String remoteAddress, DoorMetrics metrics) {}

    /** Waits for the CONNECT from here on, for a bounded time. */
    void begin() {
        runLater(this::requireConnect, services.config().timing().connect().toMillis());
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object packet) {
        if (state == State.ENDING || state == State.ENDED) {
            ReferenceCountUtil.release(packet);
        } else {
            heard = true;
            gate.pass(packet);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext reading) {
        if (heard) {
            heard = false;
            heardNanos = System.nanoTime();
        }
        writer.flush();
        reading.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext reading) {
        if (reading.channel().isWritable()) {
            gate.open(ReadGate.Reason.UNWRITABLE);
        } else {
            gate.close(ReadGate.Reason.UNWRITABLE);
        }
        reading.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext reading) {
        end();
        reading.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext reading, Throwable cause) {
        LOG.debug("connection from {} failed", remoteAddress, cause);
        context.close();
    }

    /** The CONNECT was fine: the device is in. */
    void open(Conversation opened, Duration keepAlive) {
        if (state == State.CONNECTING) {
            state = State.OPEN;
            conversation = Optional.of(opened);
            opened.begin();
            writer.flush();
            watch(keepAlive);
            gate.open(ReadGate.Reason.BUSY);
            writer.flush();
        } else {
            opened.forgetWill();
            endConversation(opened);
        }
    }

    /** The CONNECT was not fine. */
    void refuse(Refusal refusal, boolean five) {
        refuse(refusal, five, refusal.reason());
    }

    private void refuse(Refusal refusal, boolean five, String reason) {
        if (state == State.CONNECTING || state == State.AWAITING_CONNECT) {
            metrics.rejection(refusal.rejection());
            writer.speak(five);
            if (five && refusal.reasonCode() > 0) {
                writer.connack(false, refusal.reasonCode(), ConnectAnswer.because(reason));
            } else if (!five && refusal.returnCode() > 0) {
                writer.connack(false, refusal.returnCode(), new PropertyList());
            }
            finish(Departure.PROTOCOL_ERROR, true);
        }
    }

    /** The device broke the protocol: it is told why, where the protocol can, and the connection ends. */
    void violated(int reasonCode, String reason) {
        LOG.debug("{} broke the protocol: {}", remoteAddress, reason);
        say(reasonCode, reason);
        finish(Departure.PROTOCOL_ERROR, true);
    }

    void closeByCentre(int reasonCode, String reason) {
        say(reasonCode, reason);
        finish(Departure.CENTRE, false);
    }

    /** The device said goodbye. */
    void closeByDevice() {
        finish(Departure.CLEAN, false);
    }

    /** A newer connection of the same device wants the session; the future completes when this one is gone. */
    CompletableFuture<Void> takenOver(boolean sessionEnds) {
        run(() -> {
            conversation.ifPresent(open -> open.takenOver(sessionEnds));
            closeByCentre(ReasonCode.SESSION_TAKEN_OVER, "a newer connection uses this client id");
        });
        return ended;
    }

    /** Reads nothing more, answers what was taken, says goodbye and closes; the future tells when. */
    CompletableFuture<Void> shutDown() {
        run(() -> {
            stopping = true;
            gate.close(ReadGate.Reason.ENDING);
            answered();
        });
        return ended;
    }

    /** Says goodbye and closes, whatever is still unanswered. */
    void closeNow() {
        run(() -> {
            conversation.ifPresent(Conversation::forgetWill);
            closeByCentre(ReasonCode.SERVER_SHUTTING_DOWN, "");
        });
    }

    /** The device may not be here any more. */
    void revoke() {
        run(() -> {
            conversation.ifPresent(Conversation::forgetWill);
            closeByCentre(ReasonCode.ADMINISTRATIVE_ACTION, "the device's secret was renewed or the device deleted");
        });
    }

    /** Messages were answered; the last one before a stop ends the connection. */
    void answered() {
        if (stopping && conversation.map(Conversation::isIdle).orElse(true)) {
            conversation.ifPresent(Conversation::forgetWill);
            closeByCentre(ReasonCode.SERVER_SHUTTING_DOWN, "");
        }
    }

    /** Runs the action on this connection's event loop, after what runs there now; not at all once it has stopped. */
    void run(Runnable action) {
        try {
            context.executor().execute(action);
        } catch (RejectedExecutionException stopped) {
            LOG.trace("the event loop has stopped", stopped);
        }
    }

    void runLater(Runnable action, long millis) {
        try {
            context.executor().schedule(action, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            LOG.trace("the event loop has stopped", stopped);
        }
    }

    /** How this connection ended by itself; empty while it lasts, and when a newer one has taken over. */
    Optional<Farewell> farewell() {
        return farewell;
    }

    /** Completes when the network connection is gone. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    void whenEnded(Runnable action) {
        ended.thenRun(action);
    }

    boolean isGone() {
        return state == State.ENDED || state == State.ENDING;
    }

    PacketWriter writer() {
        return writer;
    }

    ReadGate gate() {
        return gate;
    }

    DoorMetrics metrics() {
        return metrics;
    }

    Transport transport() {
        return transport;
    }

    String remoteAddress() {
        return remoteAddress;
    }

    private void take(Object packet) {
        try {
            switch (packet) {
                case MqttMessage message -> take(message);
                case BadFrame bad -> take(bad);
                default -> LOG.error("{} was handed on instead of a packet", packet.getClass());
            }
        } catch (ProtocolViolation violation) {
            violated(violation.reasonCode(), violation.reason());
        } catch (RuntimeException failure) {
            // Packets that waited are taken in a task of the event loop, where nobody else would hear of it.
            LOG.error("the connection from {} is closed: a packet could not be handled", remoteAddress, failure);
            closeByCentre(ReasonCode.UNSPECIFIED, "the centre failed");
        } finally {
            ReferenceCountUtil.release(packet);
        }
    }

    private void take(BadFrame bad) {
        if (state == State.AWAITING_CONNECT) {
            refuse(Refusal.of(bad.reasonCode()), bad.five(), bad.reason());
        } else {
            conversation.ifPresent(open -> open.takeBad(bad));
        }
    }

    private void take(MqttMessage message) {
        if (state == State.AWAITING_CONNECT) {
            takeFirst(message);
        } else if (message.decoderResult().isFailure()) {
            violated(ReasonCode.MALFORMED_PACKET, "malformed packet");
        } else {
            conversation.ifPresent(open -> open.take(message));
        }
    }

    private void takeFirst(MqttMessage message) {
        if (message instanceof MqttConnectMessage connect
                && connect.decoderResult().isSuccess()) {
            state = State.CONNECTING;
            gate.close(ReadGate.Reason.BUSY);
            new Handshake(services, this).begin(connect);
        } else {
            finish(Departure.PROTOCOL_ERROR, false);
        }
    }

    private void requireConnect() {
        if (state == State.AWAITING_CONNECT) {
            metrics.rejection(DoorMetrics.Rejection.PROTOCOL);
            finish(Departure.PROTOCOL_ERROR, false);
        }
    }

    /** Closes the connection when nothing has been heard for the time; zero: never. */
    private void watch(Duration silence) {
        heardNanos = System.nanoTime();
        if (!silence.isZero()) {
            runLater(() -> checkSilence(silence.toMillis()), silence.toMillis());
        }
    }

    private void checkSilence(long limitMillis) {
        if (state != State.OPEN) {
            return;
        }
        long now = System.nanoTime();
        long silentMillis = gate.isDeaf() ? 0 : (now - Math.max(heardNanos, gate.openedNanos())) / 1_000_000;
        if (silentMillis >= limitMillis) {
            say(ReasonCode.KEEP_ALIVE_TIMEOUT, "");
            finish(Departure.KEEP_ALIVE, false);
        } else {
            runLater(() -> checkSilence(limitMillis), limitMillis - silentMillis);
        }
    }

    private void say(int reasonCode, String reason) {
        if (state == State.OPEN) {
            writer.disconnect(reasonCode, reason);
        }
    }

    private void finish(Departure why, boolean deviceMayStillTalk) {
        if (isGone()) {
            return;
        }
        departure = why;
        state = State.ENDING;
        gate.release();
        writer.flushed().addListener(sent -> {
            if (deviceMayStillTalk && sent.isSuccess()) {
                linger();
            } else {
                context.close();
            }
        });
        runLater(context::close, LINGER_MILLIS);
    }

    /** Closing with unread bytes resets the connection, and the device might never see why. */
    private void linger() {
        if (transport == Transport.MQTT && context.channel() instanceof DuplexChannel duplex) {
            FrameCheck frames = context.pipeline().get(FrameCheck.class);
            if (frames != null) {
                frames.end(); // what still comes is read only to be dropped
            }
            duplex.shutdownOutput();
            duplex.config().setAutoRead(true);
        } else {
            context.close();
        }
    }

    private void endConversation(Conversation over) {
        farewell = over.end(departure);
        farewell.ifPresent(over::leave);
    }

    private void end() {
        state = State.ENDED;
        gate.release();
        writer.release();
        conversation.ifPresent(this::endConversation);
        conversation = Optional.empty();
        ended.complete(null);
    }
}
