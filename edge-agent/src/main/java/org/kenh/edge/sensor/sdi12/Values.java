package org.kenh.edge.sensor.sdi12;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text in which a probe gives its values: its address, then numbers with their signs, then perhaps a CRC. */
final class Values {
    private static final Pattern NUMBER = Pattern.compile("[+-](?:\\d+\\.?\\d*|\\.\\d+)");
    private static final int CRC_CHARACTERS = 3;

    private Values() {}

    /** The numbers behind the address; throws when there is anything else. */
    static List<Double> parse(String answer) throws IOException {
        List<Double> values = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(answer);
        int end = 1;
        while (end < answer.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw new IOException("trả lời không hiểu được / answer is not understood: " + answer);
            }
            values.add(Double.parseDouble(matcher.group()));
            end = matcher.end();
        }
        return values;
    }

    /** The answer without its CRC; throws when that is wrong. */
    static String checked(String answer) throws IOException {
        int length = answer.length() - CRC_CHARACTERS;
        if (length < 1 || !crc(answer.substring(0, length)).equals(answer.substring(length))) {
            throw new IOException("nhiễu đường truyền (CRC) / noise on the line (CRC)");
        }
        return answer.substring(0, length);
    }

    /** SDI-12 1.4, section 4.4.12: CRC-16 with polynomial 0xA001 begun with 0, as three characters. */
    static String crc(String text) {
        int crc = 0;
        for (int i = 0; i < text.length(); i++) {
            crc ^= text.charAt(i) & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xa001 : crc >> 1;
            }
        }
        return new String(new char[] {
            (char) (0x40 | (crc >> 12)), (char) (0x40 | ((crc >> 6) & 0x3f)), (char) (0x40 | (crc & 0x3f))
        });
    }
}
