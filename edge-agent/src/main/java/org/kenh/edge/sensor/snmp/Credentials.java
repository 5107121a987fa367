package org.kenh.edge.sensor.snmp;

import java.util.List;
import org.kenh.edge.config.ConfigNode;

/** Who asks. There is no default community: "public" is a password that everybody knows. */
sealed interface Credentials {
    /** SNMP v2c: a word that goes over the wire readably. */
    record Community(String community) implements Credentials {
        @Override
        public String toString() {
            return "v2c";
        }
    }

    /**
     * SNMP v3 with authentication (SHA-1 or SHA-256) and AES-128.
     *
     * @param privacy empty: authenticated but readable
     */
    record User(String name, String hash, String password, String privacy) implements Credentials {
        @Override
        public String toString() {
            return "v3 " + name;
        }
    }

    int SHORTEST_PASSWORD = 8;

    /** Reads {@code version} and what belongs to it. */
    static Credentials of(ConfigNode node) {
        if (node.oneOf("version", List.of("2c", "3")).equals("2c")) {
            return new Community(node.secret("community"));
        }
        String hash = node.has("hash") ? node.oneOf("hash", List.of("sha256", "sha1")) : node.text("hash", "sha256");
        return new User(
                node.text("user"),
                hash,
                password(node, "password"),
                node.has("privacy-password") ? password(node, "privacy-password") : node.text("privacy-password", ""));
    }

    private static String password(ConfigNode node, String key) {
        String password = node.secret(key);
        if (!password.isEmpty() && password.length() < SHORTEST_PASSWORD) {
            node.problem(
                    key,
                    "phải có ít nhất " + SHORTEST_PASSWORD + " ký tự",
                    "must have at least " + SHORTEST_PASSWORD + " characters");
        }
        return password;
    }
}
