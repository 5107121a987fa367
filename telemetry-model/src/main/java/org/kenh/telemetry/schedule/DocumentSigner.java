package org.kenh.telemetry.schedule;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;

/** Signs documents with an Ed25519 key of the centre. Thread-safe. */
public final class DocumentSigner {
    static final String ALGORITHM = "Ed25519";

    private final String id;
    private final PrivateKey key;

    /** The id is the one under which devices know the public half of the key. */
    public DocumentSigner(String id, PrivateKey key) {
        this.id = id;
        this.key = key;
    }

    /** Throws {@link IllegalStateException} when the key is not one of Ed25519. */
    public SignedDocument sign(byte[] document) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(document);
            Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
            return new SignedDocument(base64.encodeToString(document), base64.encodeToString(signature.sign()), id);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with key " + id, e);
        }
    }
}
