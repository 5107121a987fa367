package org.kenh.operations.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.kenh.operations.OperationsException;

/** Seals secrets for the database with the {@link SealingKey}: AES-256-GCM, bound to what the secret belongs to. */
public final class Seal {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    public Seal(byte[] key) {
        if (key.length != SealingKey.BYTES) {
            throw new IllegalArgumentException("the sealing key must have 32 bytes, but has " + key.length);
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    /** Opens with the same owner only. */
    public byte[] seal(String owner, String secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, owner, secret.getBytes(UTF_8));
        byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
        System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
        return whole;
    }

    /** Throws {@link OperationsException} if it was sealed with another key or for another owner. */
    public String open(String owner, byte[] sealed) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        byte[] rest = Arrays.copyOfRange(sealed, NONCE_BYTES, Math.max(NONCE_BYTES, sealed.length));
        return new String(run(Cipher.DECRYPT_MODE, nonce, owner, rest), UTF_8);
    }

    private byte[] run(int mode, byte[] nonce, String owner, byte[] text) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(owner.getBytes(UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new OperationsException("the sealed secret of " + owner + " does not open with this key", e);
        }
    }
}
