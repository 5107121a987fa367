package org.kenh.operations.notification.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts a message for one browser, so that its push service cannot read it: RFC 8291 with {@code aes128gcm} of RFC 8188. */
final class PushEncryption {
    /** What every push service takes (RFC 8030, section 7.2), less header, padding delimiter and tag. */
    static final int LARGEST_TEXT = 4096 - 86 - 17;

    private static final int SALT_BYTES = 16;
    private static final int RECORD_SIZE = 4096;
    private static final int TAG_BITS = 128;
    private static final byte LAST_RECORD = 2;

    private PushEncryption() {}

    /**
     * The body of the request to the push service.
     *
     * @param browser its public key, 65 bytes
     * @param auth its 16 secret bytes
     */
    static byte[] encrypt(byte[] text, byte[] browser, byte[] auth) throws GeneralSecurityException {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return encrypt(text, browser, auth, new Fresh(P256.newPair(), salt));
    }

    static byte[] encrypt(byte[] text, byte[] browser, byte[] auth, Fresh fresh) throws GeneralSecurityException {
        if (text.length > LARGEST_TEXT) {
            throw new GeneralSecurityException("a push message may have " + LARGEST_TEXT + " bytes");
        }
        byte[] server = P256.point((ECPublicKey) fresh.pair().getPublic());
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(fresh.pair().getPrivate());
        agreement.doPhase(P256.publicKey(browser), true);
        byte[] info = joined("WebPush: info\0".getBytes(US_ASCII), browser, server);
        byte[] material = derived(auth, agreement.generateSecret(), info, 32);
        byte[] key = derived(fresh.salt(), material, "Content-Encoding: aes128gcm\0".getBytes(US_ASCII), 16);
        byte[] nonce = derived(fresh.salt(), material, "Content-Encoding: nonce\0".getBytes(US_ASCII), 12);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        byte[] sealed = cipher.doFinal(joined(text, new byte[] {LAST_RECORD}));
        byte[] sizes = ByteBuffer.allocate(5)
                .putInt(RECORD_SIZE)
                .put((byte) server.length)
                .array();
        return joined(fresh.salt(), sizes, server, sealed);
    }

    private static byte[] derived(byte[] salt, byte[] material, byte[] info, int length)
            throws GeneralSecurityException {
        SecretKey input = new SecretKeySpec(material, "Generic");
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract()
                        .addSalt(salt)
                        .addIKM(input)
                        .thenExpand(info, length));
    }

    private static byte[] joined(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteBuffer whole = ByteBuffer.allocate(length);
        Arrays.stream(parts).forEach(whole::put);
        return whole.array();
    }

    /** What is made anew for each message. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Fresh(KeyPair pair, byte[] salt) {}
}
