package org.kenh.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DtlsKeysTest {
    @Test
    void expand_vectorOfTls12WithSha256_isThatOfTheWorkingGroup() throws GeneralSecurityException {
        byte[] secret = HexFormat.of().parseHex("9bbe436ba940f017b17652849a71db35");
        byte[] seed = HexFormat.of().parseHex("a0ba9f936cda311827a6f796ffd5198c");

        byte[] expanded = DtlsKeys.expand(secret, "test label", seed, 100);

        assertThat(HexFormat.of().formatHex(expanded))
                .isEqualTo("e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a"
                        + "6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab"
                        + "4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff701"
                        + "87347b66");
    }

    @Test
    void seal_record_hasNonceAndTag() throws GeneralSecurityException {
        DtlsKeys keys = DtlsKeys.derive(new byte[] {1, 2}, new byte[32], new byte[32]);
        byte[] header = DtlsRecord.header(DtlsRecord.APPLICATION_DATA, 1, 7, 3 + DtlsKeys.overhead());
        ByteBuffer out = ByteBuffer.allocate(100);

        keys.seal(ByteBuffer.wrap(new byte[] {1, 2, 3}), header, out);

        assertThat(out.flip().remaining()).isEqualTo(3 + DtlsKeys.overhead());
        assertThat(out.getLong(0)).isEqualTo(1L << 48 | 7);
    }
}
