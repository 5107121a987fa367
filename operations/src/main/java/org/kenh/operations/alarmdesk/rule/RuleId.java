package org.kenh.operations.alarmdesk.rule;

import java.text.Normalizer;
import java.util.Locale;

/** Makes an id that people can read from a name: {@code Mực nước bể hút cao} gives {@code muc-nuoc-be-hut-cao}. */
final class RuleId {
    private static final int LONGEST = 56;

    private RuleId() {}

    static String of(String name) {
        String plain = Normalizer.normalize(name.toLowerCase(Locale.ROOT).replace('đ', 'd'), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-");
        String cut = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
        String id = cut.replaceAll("^-+|-+$", "");
        return id.isEmpty() ? "luat" : id;
    }
}
