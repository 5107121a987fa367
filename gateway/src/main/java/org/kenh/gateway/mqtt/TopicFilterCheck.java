package org.kenh.gateway.mqtt;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Whether a topic filter is well-formed (MQTT 5, sections 4.7.1 and 4.8.2). SUBSCRIBE is rare, so texts may be made. */
final class TopicFilterCheck {
    private static final String SHARE = "$share/";

    private TopicFilterCheck() {}

    /** Checks the filter, which is UTF-8 already; answers whether its subscription is shared. */
    static boolean isShared(ByteBuf bytes, int from, int to, String what) {
        String filter = bytes.toString(from, to - from, StandardCharsets.UTF_8);
        if (!filter.startsWith(SHARE)) {
            check(filter, what);
            return false;
        }
        int slash = filter.indexOf('/', SHARE.length());
        String name = filter.substring(SHARE.length(), slash < 0 ? filter.length() : slash);
        if (slash < 0 || name.isEmpty() || name.indexOf('#') >= 0 || name.indexOf('+') >= 0) {
            throw FrameReader.malformed(what + " must be $share/NAME/FILTER");
        }
        check(filter.substring(slash + 1), what);
        return true;
    }

    private static void check(String filter, String what) {
        if (filter.isEmpty()) {
            throw FrameReader.malformed(what + " must not be empty");
        }
        for (int i = 0; i < filter.length(); i++) {
            char next = filter.charAt(i);
            boolean begins = i == 0 || filter.charAt(i - 1) == '/';
            boolean last = i + 1 == filter.length();
            boolean ends = last || filter.charAt(i + 1) == '/';
            if ((next == '+' && !(begins && ends)) || (next == '#' && !(begins && last))) {
                throw FrameReader.malformed(
                        what + " must have the wildcard " + next + " as a level of its own, found at index " + i);
            }
        }
    }
}
