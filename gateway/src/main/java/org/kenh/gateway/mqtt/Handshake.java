package org.kenh.gateway.mqtt;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import java.util.Optional;
import org.kenh.gateway.session.ConnectionListener.Departure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a CONNECT to its CONNACK: is it well-formed, is the secret right, is there a session. */
final class Handshake {
    private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);

    private final MqttServices services;
    private final MqttConnection connection;

    Handshake(MqttServices services, MqttConnection connection) {
        this.services = services;
        this.connection = connection;
    }

    /** On the event loop; the answer follows there too. */
    void begin(MqttConnectMessage message) {
        switch (ConnectReader.read(message, services.rules())) {
            case ConnectReader.Outcome.Declined(Refusal refusal) ->
                connection.refuse(refusal, message.variableHeader().version() == ConnectCheck.LEVEL_5);
            case ConnectReader.Outcome.Asked(ConnectRequest request) ->
                services.blocking().execute(() -> admit(request));
        }
    }

    private void admit(ConnectRequest request) {
        switch (services.authenticator().verify(request.device(), request.secret(), connection.remoteAddress())) {
            case ACCEPTED -> attach(request);
            case WRONG -> refuse(Refusal.CREDENTIALS, request);
            case UNAVAILABLE -> refuse(Refusal.UNAVAILABLE, request);
        }
    }

    private void attach(ConnectRequest request) {
        if (connection.isGone()) {
            return;
        }
        ConnectAnswer answer = ConnectAnswer.to(request, services.config().timing());
        if (answer.size(request, services.config().limits()) > request.largestPacket()) {
            refuse(Refusal.NO_ROOM, request);
            return;
        }
        try {
            MqttSessions.Attached session = services.sessions().attach(connection, request, answer.sessionExpiry());
            confirm(new Conversation.Terms(request, answer, session));
        } catch (RuntimeException away) {
            LOG.warn("the session of {} cannot be looked up", request.device(), away);
            refuse(Refusal.UNAVAILABLE, request);
        }
    }

    /**
     * A secret renewed since it was verified ended the session's owner of that moment, which was not this connection
     * yet: it is looked at again now that this one would be ended.
     */
    private void confirm(Conversation.Terms terms) {
        ConnectRequest request = terms.request();
        switch (services.authenticator().verify(request.device(), request.secret(), connection.remoteAddress())) {
            case ACCEPTED ->
                connection.run(() -> connection.open(
                        new Conversation(services, connection, terms),
                        terms.answer().silence()));
            case WRONG -> leave(Refusal.CREDENTIALS, terms);
            case UNAVAILABLE -> leave(Refusal.UNAVAILABLE, terms);
        }
    }

    private void leave(Refusal refusal, Conversation.Terms terms) {
        Farewell farewell = new Farewell(Departure.CENTRE, terms.answer().sessionExpiry(), Optional.empty());
        services.sessions().leave(connection, terms.request().device(), farewell);
        refuse(refusal, terms.request());
    }

    private void refuse(Refusal refusal, ConnectRequest request) {
        connection.run(() -> connection.refuse(refusal, request.five()));
    }
}
