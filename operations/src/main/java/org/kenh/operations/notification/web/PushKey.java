package org.kenh.operations.notification.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.kenh.operations.OperationsException;

/** By which push services know this server (VAPID, RFC 8292). Browsers subscribe to this key; a new one ends all subscriptions. */
public final class PushKey {
    private static final Duration VALID = Duration.ofHours(12);
    private static final int AUTH_BYTES = 16;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final PrivateKey key;
    private final byte[] point;

    private PushKey(PrivateKey key, byte[] point) {
        this.key = key;
        this.point = point;
    }

    /** A new key, as text for {@link #parse}. */
    public static String create() {
        try {
            KeyPair pair = P256.newPair();
            return BASE64.encodeToString(P256.point((ECPublicKey) pair.getPublic())) + "\n"
                    + BASE64.encodeToString(pair.getPrivate().getEncoded()) + "\n";
        } catch (GeneralSecurityException e) {
            throw new OperationsException("this Java lacks elliptic curves", e);
        }
    }

    /** Throws {@link OperationsException} if it is not what {@link #create} gives. */
    public static PushKey parse(String text) {
        String[] lines = text.strip().split("\n", -1);
        try {
            byte[] point = Base64.getUrlDecoder().decode(lines[0].strip());
            P256.publicKey(point);
            byte[] encoded = Base64.getUrlDecoder().decode(lines[lines.length - 1].strip());
            PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new PushKey(key, point);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new OperationsException("the key for push services is damaged; restore it from a backup", e);
        }
    }

    /** Whether a browser's keys are a point of the curve and 16 bytes, in base64url. */
    public static boolean isBrowser(String p256dh, String auth) {
        try {
            P256.publicKey(Base64.getUrlDecoder().decode(p256dh));
            return Base64.getUrlDecoder().decode(auth).length == AUTH_BYTES;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** What browsers subscribe with, in base64url. */
    public String publicKey() {
        return BASE64.encodeToString(point);
    }

    /** The Authorization header for a push service. */
    String authorization(URI endpoint, String contact, Instant now) {
        String audience = endpoint.getScheme() + "://" + endpoint.getRawAuthority();
        String claims = "{\"aud\":\"" + audience + "\",\"exp\":"
                + now.plus(VALID).getEpochSecond() + ",\"sub\":\"" + contact + "\"}";
        String signed = encoded("{\"typ\":\"JWT\",\"alg\":\"ES256\"}") + "." + encoded(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(signed.getBytes(US_ASCII));
            return "vapid t=" + signed + "." + BASE64.encodeToString(signature.sign()) + ", k=" + publicKey();
        } catch (GeneralSecurityException e) {
            throw new OperationsException("the key for push services does not sign", e);
        }
    }

    private static String encoded(String text) {
        return BASE64.encodeToString(text.getBytes(US_ASCII));
    }
}
