package org.kenh.operations.notification.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "198.18.0.1",
                "198.19.255.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "2001:0::1",
                "2001:db8::1",
                "2130706433",
                "0x7f.1",
                "127.1"
            })
    void address_thatIsNotPublic_isForbidden(String host) throws UnknownHostException {
        try {
            assertThat(AddressRule.PUBLIC.resolve(host)).isEmpty();
        } catch (UnknownHostException e) {
            assertThat(host).containsAnyOf("0x", "."); // not an address at all, in any reading
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.15.0.1",
                "172.32.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "203.162.4.191",
                "2606:4700::1111"
            })
    void address_thatIsPublic_isAllowed(String host) throws UnknownHostException {
        assertThat(AddressRule.PUBLIC.resolve(host)).contains(InetAddress.getByName(host));
    }

    @Test
    void rule_forTheKeepersAddresses_allowsThisMachine() throws UnknownHostException {
        assertThat(AddressRule.ANY.resolve("127.0.0.1")).isPresent();
        assertThat(AddressRule.PUBLIC.resolve("localhost")).isEmpty();
    }
}
