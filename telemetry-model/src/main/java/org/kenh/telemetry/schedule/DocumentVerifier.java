package org.kenh.telemetry.schedule;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Tells whether a document was signed by one of some keys. Thread-safe. */
public final class DocumentVerifier {
    private final Map<String, PublicKey> keys;

    /** The keys by their ids. */
    public DocumentVerifier(Map<String, PublicKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /**
     * Reads a public key as {@code openssl pkey -pubout} writes it, without the lines BEGIN and END: base64 of a
     * SubjectPublicKeyInfo. Throws {@link IllegalArgumentException} when it is not one of Ed25519.
     */
    public static PublicKey publicKey(String base64) {
        try {
            byte[] encoded = Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
            return KeyFactory.getInstance(DocumentSigner.ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "must be the base64 of an Ed25519 public key, as openssl pkey -pubout writes it", e);
        }
    }

    /** The bytes of the document; empty when the key is not known or the signature is wrong. */
    public Optional<byte[]> verified(SignedDocument signed) {
        PublicKey key = keys.get(signed.key());
        if (key == null) {
            return Optional.empty();
        }
        try {
            byte[] document = Base64.getUrlDecoder().decode(signed.document());
            Signature signature = Signature.getInstance(DocumentSigner.ALGORITHM);
            signature.initVerify(key);
            signature.update(document);
            boolean right = signature.verify(Base64.getUrlDecoder().decode(signed.signature()));
            return right ? Optional.of(document) : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
