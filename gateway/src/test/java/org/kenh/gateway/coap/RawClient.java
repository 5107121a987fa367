package org.kenh.gateway.coap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.serialization.UdpDataParser;
import org.eclipse.californium.core.network.serialization.UdpDataSerializer;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.kenh.gateway.intake.Transport;

/** Sends single datagrams and shows the ones that come back; repeats and acknowledges nothing by itself. */
final class RawClient implements AutoCloseable {
    private static final int DEADLINE_MILLIS = 10_000;

    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final AtomicInteger messageIds = new AtomicInteger(1);

    RawClient(OpenDoor open) {
        try {
            server = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), open.port(Transport.COAP));
            socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
            socket.setSoTimeout(DEADLINE_MILLIS);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** A confirmable POST of d1 that is not sent yet. */
    Request post(String path, byte[] payload) {
        Request request = new Request(CoAP.Code.POST);
        request.setConfirmable(true);
        request.setMID(messageIds.getAndIncrement());
        request.setToken(new Token(new byte[] {7, (byte) request.getMID()}));
        request.getOptions().setUriPath("v1/" + path).addUriQuery("device=d1").addUriQuery("secret=" + OpenDoor.SECRET);
        request.setPayload(payload);
        request.setDestinationContext(new AddressEndpointContext(server));
        return request;
    }

    void send(Request request) {
        send(new UdpDataSerializer().getByteArray(request));
    }

    void send(byte[] datagram) {
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, server));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** The next datagram that comes; fails when none comes in time. */
    Message receive() {
        try {
            DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
            socket.receive(packet);
            return new UdpDataParser().parseMessage(Arrays.copyOf(packet.getData(), packet.getLength()));
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** The next response that comes, whatever was acknowledged before. */
    Response receiveResponse() {
        Message message = receive();
        while (!(message instanceof Response)) {
            message = receive();
        }
        return (Response) message;
    }

    @Override
    public void close() {
        socket.close();
    }
}
