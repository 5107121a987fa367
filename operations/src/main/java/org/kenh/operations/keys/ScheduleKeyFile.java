package org.kenh.operations.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.kenh.operations.OperationsException;
import org.kenh.telemetry.schedule.DocumentSigner;
import org.kenh.telemetry.schedule.DocumentVerifier;

/**
 * The Ed25519 key with which the centre signs irrigation schedules, in {@code keys/irrigation-schedule.key} of the data
 * directory. The file has two lines: the private key (PKCS#8) and the public one (SubjectPublicKeyInfo), in base64.
 * Devices run only what was signed with a key that their site file names, so that with a new key every site file must be
 * changed: it belongs into every backup, apart from the database. Immutable.
 */
public final class ScheduleKeyFile {
    private static final String DIRECTORY = "keys";
    private static final String FILE = "irrigation-schedule.key";
    private static final String ALGORITHM = "Ed25519";
    private static final byte[] PROBE = "probe".getBytes(StandardCharsets.US_ASCII);
    private static final int FINGERPRINT = 4;

    private final String id;
    private final String publicKey;
    private final PrivateKey privateKey;

    private ScheduleKeyFile(String publicKey, PrivateKey privateKey) throws GeneralSecurityException {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(Base64.getDecoder().decode(publicKey));
        this.id = "irrigation-" + HexFormat.of().formatHex(digest, 0, FINGERPRINT);
        this.publicKey = publicKey;
        this.privateKey = privateKey;
    }

    /**
     * The key of the data directory; made at the first start. Throws {@link OperationsException} when it cannot be read
     * or made, or is damaged: a damaged one is never replaced.
     */
    public static ScheduleKeyFile of(Path dataDirectory) {
        Path file = dataDirectory.resolve(DIRECTORY).resolve(FILE);
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return read(file);
        } catch (IOException e) {
            throw new OperationsException("the schedule key " + file + " cannot be read or made: " + e.getMessage(), e);
        }
    }

    /** The name under which devices know the public half; another key has another name. */
    public String id() {
        return id;
    }

    /** The public half as a site file's {@code centreKeys} wants it: base64 of its SubjectPublicKeyInfo. */
    public String publicKey() {
        return publicKey;
    }

    /** Signs with the private half; thread-safe. */
    public DocumentSigner signer() {
        return new DocumentSigner(id, privateKey);
    }

    private static ScheduleKeyFile read(Path file) throws IOException {
        try {
            // Latin-1 reads any bytes, so that a damaged file is told as one.
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            byte[] secret = Base64.getDecoder().decode(lines.get(0).strip());
            PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(secret));
            ScheduleKeyFile read = new ScheduleKeyFile(lines.get(1).strip(), key);
            if (!read.isPair()) {
                throw new IllegalArgumentException("its two halves do not belong together");
            }
            return read;
        } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new OperationsException(
                    "the schedule key " + file + " is damaged: it must hold an Ed25519 key pair, each half in base64 on"
                            + " a line of its own; restore it from a backup",
                    e);
        }
    }

    private boolean isPair() {
        DocumentVerifier verifier = new DocumentVerifier(Map.of(id, DocumentVerifier.publicKey(publicKey)));
        return verifier.verified(signer().sign(PROBE)).isPresent();
    }

    private static void create(Path file) throws IOException {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            Base64.Encoder base64 = Base64.getEncoder();
            String text = base64.encodeToString(pair.getPrivate().getEncoded()) + "\n"
                    + base64.encodeToString(pair.getPublic().getEncoded()) + "\n";
            PrivateFiles.write(file, text.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }
}
