package org.kenh.gateway.mqtt;

import java.util.Optional;
import java.util.Set;

/**
 * A subscription as it was granted.
 *
 * @param qos 0 or 1
 * @param identifier goes with every message (MQTT 5, section 3.8.2.1.2); 0 for none
 */
record Granted(int qos, int identifier) {
    static final int MOST_QOS = 1;

    /** How it is stored: {@code qos:filter}, or {@code qos@identifier:filter}. */
    String form(String filter) {
        return qos + (identifier == 0 ? "" : "@" + identifier) + ":" + filter;
    }

    /** The one for this filter among what a session has. */
    static Optional<Granted> in(Set<String> stored, String filter) {
        return stored.stream()
                .filter(form -> form.endsWith(":" + filter))
                .map(form -> parse(form.substring(0, form.length() - filter.length() - 1)))
                .findFirst();
    }

    private static Granted parse(String head) {
        int at = head.indexOf('@');
        return at < 0
                ? new Granted(Integer.parseInt(head), 0)
                : new Granted(Integer.parseInt(head.substring(0, at)), Integer.parseInt(head.substring(at + 1)));
    }
}
