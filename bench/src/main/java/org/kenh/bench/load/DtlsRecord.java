package org.kenh.bench.load;

import java.nio.ByteBuffer;

/** The header of DTLS 1.2 records (RFC 6347, 4.1). */
final class DtlsRecord {
    static final int CHANGE_CIPHER_SPEC = 20;
    static final int ALERT = 21;
    static final int HANDSHAKE = 22;
    static final int APPLICATION_DATA = 23;
    static final int EPOCH_AT = 3;
    static final int HEADER_BYTES = 13;
    private static final short DTLS_1_2 = (short) 0xFEFD;

    private DtlsRecord() {}

    static byte[] header(int type, int epoch, long sequence, int length) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .put((byte) type)
                .putShort(DTLS_1_2)
                .putLong((long) epoch << 48 | sequence)
                .putShort((short) length)
                .array();
    }
}
