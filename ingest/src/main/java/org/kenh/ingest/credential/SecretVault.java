package org.kenh.ingest.credential;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.kenh.ingest.IngestException;
import org.kenh.telemetry.DeviceId;

/**
 * Makes secrets of devices and turns them into what may be stored.
 *
 * <p>A secret has 256 random bits, so a plain salted SHA-256 is enough to keep it from whoever reads the database: no
 * guessing succeeds against 2^256. A slow hash such as Argon2 protects words that people think up; here it would only
 * make every CONNECT of twenty thousand returning devices expensive.
 */
public final class SecretVault {
    private static final int KEY_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec sealingKey;
    private final KeptSecret nobody;

    /** Throws {@link IllegalArgumentException} unless the key has 32 bytes. */
    public SecretVault(byte[] sealingKey) {
        if (sealingKey.length != KEY_BYTES) {
            throw new IllegalArgumentException("the sealing key must have 32 bytes, but has " + sealingKey.length);
        }
        this.sealingKey = new SecretKeySpec(sealingKey, "AES");
        this.nobody = new KeptSecret(randomBytes(SALT_BYTES), randomBytes(KEY_BYTES), new byte[0]);
    }

    /** A new secret: 43 characters of base64url. */
    public String newSecret() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(KEY_BYTES));
    }

    public KeptSecret keep(DeviceId device, String secret) {
        byte[] bytes = secret.getBytes(UTF_8);
        byte[] salt = randomBytes(SALT_BYTES);
        return new KeptSecret(salt, hash(salt, bytes), seal(device, bytes));
    }

    /** Compares in constant time; takes as long when there is nothing to compare with. */
    public boolean matches(Optional<KeptSecret> kept, byte[] secret) {
        KeptSecret compared = kept.orElse(nobody);
        boolean equal = MessageDigest.isEqual(compared.hash(), hash(compared.salt(), secret));
        return equal && kept.isPresent();
    }

    /** The secret itself; throws {@link IngestException} if it was sealed with another key or for another device. */
    public byte[] open(DeviceId device, KeptSecret kept) {
        byte[] sealed = kept.sealed();
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, sealingKey, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
            cipher.updateAAD(device.value().getBytes(US_ASCII));
            return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IngestException("the sealed secret of device " + device + " does not open with this key", e);
        }
    }

    private byte[] seal(DeviceId device, byte[] secret) {
        byte[] nonce = randomBytes(NONCE_BYTES);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, sealingKey, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(device.value().getBytes(US_ASCII));
            byte[] sealed = cipher.doFinal(secret);
            byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
            return whole;
        } catch (GeneralSecurityException e) {
            throw new IngestException("the secret of device " + device + " could not be sealed", e);
        }
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] hash(byte[] salt, byte[] secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(secret);
        } catch (NoSuchAlgorithmException e) {
            throw new IngestException("this Java lacks SHA-256", e);
        }
    }
}
