package org.kenh.bench.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of DTLS 1.2 with a pre-shared key and AES-128-GCM, as small as a load generator needs it: for
 * loopback, where nothing is lost; a handshake that fails is begun anew.
 */
final class DtlsClient {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int RANDOM_BYTES = 32;
    private static final int MESSAGE_HEADER_BYTES = 12;
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final int HELLO_VERIFY_REQUEST = 3;
    private static final int SERVER_HELLO_DONE = 14;
    private static final int CLIENT_KEY_EXCHANGE = 16;
    private static final int FINISHED = 20;
    /** TLS_PSK_WITH_AES_128_GCM_SHA256 and the signal of secure renegotiation; no compression. */
    private static final byte[] OFFER = {0, 4, 0, (byte) 0xA8, 0, (byte) 0xFF, 1, 0};

    private final byte[] identity;
    private final byte[] preShared;
    private final ByteArrayOutputStream transcript = new ByteArrayOutputStream();
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private final ByteBuffer sealed = ByteBuffer.allocate(16 * 1024);
    private byte[] clientRandom = new byte[RANDOM_BYTES];
    private byte[] serverRandom = new byte[RANDOM_BYTES];
    private @Nullable DtlsKeys keys;
    private boolean established;
    private boolean failed;
    private int epoch;
    private long sequence;
    private int messageSequence;

    DtlsClient(Device device) {
        this.identity = device.id().getBytes(StandardCharsets.UTF_8);
        this.preShared = device.secret().getBytes(StandardCharsets.UTF_8);
    }

    /** Begins a handshake anew: the first datagram. */
    byte[] hello() {
        established = false;
        failed = false;
        keys = null;
        epoch = 0;
        sequence = 0;
        messageSequence = 0;
        transcript.reset();
        answer.reset();
        clientRandom = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(clientRandom);
        answer.writeBytes(record(DtlsRecord.HANDSHAKE, clientHello(new byte[0])));
        transcript.reset(); // the first hello does not count, the one with the cookie does
        return answer();
    }

    /** What is to be sent now; empty when nothing. */
    byte[] answer() {
        byte[] taken = answer.toByteArray();
        answer.reset();
        return taken;
    }

    boolean isEstablished() {
        return established;
    }

    boolean isFailed() {
        return failed;
    }

    /** A record around application data; overwritten by the next call. */
    ByteBuffer seal(ByteBuffer plain) throws IOException {
        sealed.clear();
        seal(DtlsRecord.APPLICATION_DATA, plain, sealed);
        return sealed.flip();
    }

    /** Takes the next record; returns the application data in it, if any. */
    ByteBuffer open(ByteBuffer in) throws IOException {
        if (in.remaining() < DtlsRecord.HEADER_BYTES) {
            throw new IOException("half a DTLS record");
        }
        byte[] header = new byte[DtlsRecord.HEADER_BYTES];
        in.get(header);
        byte[] content = new byte[ByteBuffer.wrap(header).getShort(DtlsRecord.HEADER_BYTES - 2) & 0xFFFF];
        in.get(content);
        try {
            boolean protectedRecord = header[DtlsRecord.EPOCH_AT + 1] != 0;
            return take(header[0], protectedRecord && keys != null ? keys.open(header, content) : content);
        } catch (GeneralSecurityException forged) {
            throw new IOException("a DTLS record that cannot be opened", forged);
        }
    }

    private ByteBuffer take(int type, byte[] content) throws GeneralSecurityException, IOException {
        switch (type) {
            case DtlsRecord.APPLICATION_DATA -> {
                return ByteBuffer.wrap(content);
            }
            case DtlsRecord.HANDSHAKE -> takeHandshake(ByteBuffer.wrap(content));
            case DtlsRecord.ALERT -> failed = true;
            default -> {} // ChangeCipherSpec says what the epoch says
        }
        return NOTHING;
    }

    /** One record may hold several messages. None is cut into pieces, for all are short. */
    private void takeHandshake(ByteBuffer in) throws GeneralSecurityException, IOException {
        while (in.remaining() >= MESSAGE_HEADER_BYTES) {
            int start = in.position();
            int length = in.getInt(start) & 0xFFFFFF;
            byte[] message = new byte[MESSAGE_HEADER_BYTES + length];
            in.get(message);
            takeMessage(message);
        }
    }

    private void takeMessage(byte[] message) throws GeneralSecurityException, IOException {
        ByteBuffer body = ByteBuffer.wrap(message, MESSAGE_HEADER_BYTES, message.length - MESSAGE_HEADER_BYTES);
        switch (message[0]) {
            case HELLO_VERIFY_REQUEST -> {
                byte[] cookie = new byte[body.get(MESSAGE_HEADER_BYTES + 2) & 0xFF];
                body.get(MESSAGE_HEADER_BYTES + 3, cookie);
                answer.writeBytes(record(DtlsRecord.HANDSHAKE, clientHello(cookie)));
            }
            case SERVER_HELLO -> {
                serverRandom =
                        Arrays.copyOfRange(message, MESSAGE_HEADER_BYTES + 2, MESSAGE_HEADER_BYTES + 2 + RANDOM_BYTES);
                transcript.writeBytes(message);
            }
            case SERVER_HELLO_DONE -> {
                transcript.writeBytes(message);
                finish();
            }
            case FINISHED -> established = true;
            default -> transcript.writeBytes(message);
        }
    }

    private byte[] clientHello(byte[] cookie) {
        ByteBuffer body = ByteBuffer.allocate(2 + RANDOM_BYTES + 2 + cookie.length + OFFER.length)
                .putShort((short) 0xFEFD)
                .put(clientRandom)
                .put((byte) 0)
                .put((byte) cookie.length)
                .put(cookie)
                .put(OFFER);
        return message(CLIENT_HELLO, body.array());
    }

    /** ClientKeyExchange, ChangeCipherSpec, Finished. */
    private void finish() throws GeneralSecurityException, IOException {
        keys = DtlsKeys.derive(preShared, clientRandom, serverRandom);
        byte[] exchange = ByteBuffer.allocate(2 + identity.length)
                .putShort((short) identity.length)
                .put(identity)
                .array();
        answer.writeBytes(record(DtlsRecord.HANDSHAKE, message(CLIENT_KEY_EXCHANGE, exchange)));
        answer.writeBytes(record(DtlsRecord.CHANGE_CIPHER_SPEC, new byte[] {1}));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(transcript.toByteArray());
        byte[] finished = message(FINISHED, keys.verifyData("client finished", hash));
        epoch = 1;
        sequence = 0;
        ByteBuffer out = ByteBuffer.allocate(DtlsRecord.HEADER_BYTES + finished.length + DtlsKeys.overhead());
        seal(DtlsRecord.HANDSHAKE, ByteBuffer.wrap(finished), out);
        answer.writeBytes(out.array());
    }

    private void seal(int type, ByteBuffer plain, ByteBuffer out) throws IOException {
        if (keys == null) {
            throw new IllegalStateException("no keys before the handshake");
        }
        byte[] header = DtlsRecord.header(type, epoch, sequence++, plain.remaining() + DtlsKeys.overhead());
        out.put(header);
        try {
            keys.seal(plain, header, out);
        } catch (GeneralSecurityException failure) {
            throw new IOException("cannot seal a record", failure);
        }
    }

    private byte[] record(int type, byte[] content) {
        return ByteBuffer.allocate(DtlsRecord.HEADER_BYTES + content.length)
                .put(DtlsRecord.header(type, epoch, sequence++, content.length))
                .put(content)
                .array();
    }

    private byte[] message(int type, byte[] body) {
        byte[] message = ByteBuffer.allocate(MESSAGE_HEADER_BYTES + body.length)
                .putInt(type << 24 | body.length)
                .putShort((short) messageSequence++)
                .putShort((short) 0)
                .put((byte) 0)
                .put((byte) 0)
                .putShort((short) body.length)
                .put(body)
                .array();
        transcript.writeBytes(message);
        return message;
    }
}
