package org.kenh.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** TLS 1.2's key derivation from a pre-shared key (RFC 5246, RFC 4279) and AES-128-GCM records (RFC 5288, RFC 6347). */
final class DtlsKeys {
    static final int MASTER_BYTES = 48;
    private static final int KEY_BYTES = 16;
    private static final int SALT_BYTES = 4;
    private static final int NONCE_BYTES = 8;
    private static final int TAG_BITS = 128;
    private static final String HASH = "HmacSHA256";

    private final byte[] master;
    private final SecretKeySpec writeKey;
    private final SecretKeySpec readKey;
    private final byte[] writeSalt;
    private final byte[] readSalt;
    private final Cipher cipher;

    private DtlsKeys(byte[] master, byte[] block) throws GeneralSecurityException {
        this.master = master;
        this.writeKey = new SecretKeySpec(block, 0, KEY_BYTES, "AES");
        this.readKey = new SecretKeySpec(block, KEY_BYTES, KEY_BYTES, "AES");
        this.writeSalt = Arrays.copyOfRange(block, 2 * KEY_BYTES, 2 * KEY_BYTES + SALT_BYTES);
        this.readSalt = Arrays.copyOfRange(block, 2 * KEY_BYTES + SALT_BYTES, 2 * (KEY_BYTES + SALT_BYTES));
        this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    }

    /** The keys of a client. */
    static DtlsKeys derive(byte[] preShared, byte[] clientRandom, byte[] serverRandom) throws GeneralSecurityException {
        ByteBuffer premaster = ByteBuffer.allocate(2 * (2 + preShared.length))
                .putShort((short) preShared.length)
                .put(new byte[preShared.length])
                .putShort((short) preShared.length)
                .put(preShared);
        byte[] master = expand(premaster.array(), "master secret", join(clientRandom, serverRandom), MASTER_BYTES);
        byte[] block = expand(master, "key expansion", join(serverRandom, clientRandom), 2 * (KEY_BYTES + SALT_BYTES));
        return new DtlsKeys(master, block);
    }

    /** What a Finished message carries. */
    byte[] verifyData(String label, byte[] transcriptHash) throws GeneralSecurityException {
        return expand(master, label, transcriptHash, 12);
    }

    /** Writes nonce, ciphertext and tag. */
    void seal(ByteBuffer plain, byte[] header, ByteBuffer out) throws GeneralSecurityException {
        byte[] nonce = Arrays.copyOfRange(header, DtlsRecord.EPOCH_AT, DtlsRecord.EPOCH_AT + NONCE_BYTES);
        out.put(nonce);
        cipher.init(Cipher.ENCRYPT_MODE, writeKey, new GCMParameterSpec(TAG_BITS, join(writeSalt, nonce)));
        cipher.updateAAD(additional(header, plain.remaining()));
        cipher.doFinal(plain, out);
    }

    /** The plain text of a record's content. */
    byte[] open(byte[] header, byte[] content) throws GeneralSecurityException {
        byte[] nonce = Arrays.copyOf(content, NONCE_BYTES);
        cipher.init(Cipher.DECRYPT_MODE, readKey, new GCMParameterSpec(TAG_BITS, join(readSalt, nonce)));
        cipher.updateAAD(additional(header, content.length - overhead()));
        return cipher.doFinal(content, NONCE_BYTES, content.length - NONCE_BYTES);
    }

    /** Bytes that a sealed record's content has more than the plain text. */
    static int overhead() {
        return NONCE_BYTES + TAG_BITS / Byte.SIZE;
    }

    /** P_SHA256 (RFC 5246, 5). */
    static byte[] expand(byte[] secret, String label, byte[] seed, int length) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HASH);
        mac.init(new SecretKeySpec(secret, HASH));
        byte[] labelled = join(label.getBytes(StandardCharsets.US_ASCII), seed);
        ByteBuffer out = ByteBuffer.allocate(length);
        byte[] chain = labelled;
        while (out.hasRemaining()) {
            chain = mac.doFinal(chain);
            mac.update(chain);
            byte[] part = mac.doFinal(labelled);
            out.put(part, 0, Math.min(part.length, out.remaining()));
        }
        return out.array();
    }

    /** Epoch and sequence number, type, version, length of the plain text. */
    private static byte[] additional(byte[] header, int length) {
        return ByteBuffer.allocate(NONCE_BYTES + 5)
                .put(header, DtlsRecord.EPOCH_AT, NONCE_BYTES)
                .put(header, 0, 3)
                .putShort((short) length)
                .array();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
