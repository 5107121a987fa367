package org.kenh.operations.notification.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECPrivateKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kenh.operations.OperationsException;

class PushEncryptionTest {
    private static final String BROWSER =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private static final String AUTH = "BTBZMqHH6r4Tts7J_aSIgg";

    /** RFC 8291, section 5. */
    @Test
    void encrypt_theExampleOfTheStandard_givesItsBytes() throws GeneralSecurityException {
        KeyPair pair = new KeyPair(
                P256.publicKey(bytes(
                        "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8")),
                privateKey("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"));
        byte[] body = PushEncryption.encrypt(
                "When I grow up, I want to be a watermelon".getBytes(UTF_8),
                bytes(BROWSER),
                bytes(AUTH),
                new PushEncryption.Fresh(pair, bytes("DGv6ra1nlYgDCS1FRnbzlw")));
        assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(body))
                .isEqualTo(
                        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS"
                                + "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxs"
                                + "j_Qulcy4a-fN");
    }

    @Test
    void encrypt_twice_differs() throws GeneralSecurityException {
        byte[] text = "x".getBytes(UTF_8);
        assertThat(PushEncryption.encrypt(text, bytes(BROWSER), bytes(AUTH)))
                .isNotEqualTo(PushEncryption.encrypt(text, bytes(BROWSER), bytes(AUTH)));
    }

    @Test
    void encrypt_forAPointOffTheCurve_isRefused() {
        byte[] off = bytes(BROWSER);
        off[64] ^= 1;
        assertThatThrownBy(() -> PushEncryption.encrypt(new byte[1], off, bytes(AUTH)))
                .isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> PushEncryption.encrypt(new byte[1], new byte[33], bytes(AUTH)))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void authorization_namesTheServiceAndIsSignedWithTheKeyShown() throws GeneralSecurityException {
        PushKey key = PushKey.parse(PushKey.create());
        String header = key.authorization(
                URI.create("https://push.example:8443/send/abc"),
                "mailto:a@b.vn",
                Instant.parse("2026-03-01T05:00:00Z"));
        assertThat(header).startsWith("vapid t=").endsWith(", k=" + key.publicKey());
        List<String> parts = List.of(
                header.substring("vapid t=".length(), header.indexOf(", k=")).split("\\.", -1));
        assertThat(new String(bytes(parts.get(1)), UTF_8))
                .isEqualTo("{\"aud\":\"https://push.example:8443\",\"exp\":1772384400,\"sub\":\"mailto:a@b.vn\"}");
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(P256.publicKey(bytes(key.publicKey())));
        signature.update((parts.get(0) + "." + parts.get(1)).getBytes(UTF_8));
        assertThat(signature.verify(bytes(parts.get(2)))).isTrue();
    }

    @Test
    void key_damaged_isRefused() {
        assertThatThrownBy(() -> PushKey.parse("abc\ndef\n")).isInstanceOf(OperationsException.class);
    }

    private static PrivateKey privateKey(String scalar) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC")
                .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, bytes(scalar)), P256.parameters()));
    }

    private static byte[] bytes(String base64Url) {
        return Base64.getUrlDecoder().decode(base64Url);
    }
}
