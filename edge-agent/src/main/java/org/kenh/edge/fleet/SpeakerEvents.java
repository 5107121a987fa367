package org.kenh.edge.fleet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalDouble;

/** What a loudspeaker cluster tells, as texts of JSON. Times have milliseconds; what was not measured is left out. */
final class SpeakerEvents {
    static final String PLAY = "play";
    static final String SOUND = "sound";
    static final String SELFTEST = "selftest";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private SpeakerEvents() {}

    static String start(Piece piece) {
        return play("start", piece).put("start", time(piece.start)).toString();
    }

    /** First evidence, some seconds after the start. */
    static String heard(Piece piece, Evidence evidence) {
        return evidence.into(play("heard", piece)).toString();
    }

    static String end(Piece piece, End end) {
        ObjectNode node = play("end", piece)
                .put("start", time(piece.start))
                .put("end", time(end.at))
                .put("played", rounded(end.played, 1));
        end.sha256.ifPresent(hash -> node.put("sha256", hash));
        node.put("volume", Math.round(end.volume)).put("result", end.result);
        end.evidence.into(node).put("underruns", end.underruns);
        end.reason.ifPresent(reason -> node.put("reason", reason));
        return node.toString();
    }

    static String soundBegin(String sound, Instant start, Loudness loudness) {
        return loudness.into(sound("begin", sound, start)).toString();
    }

    static String soundEnd(String sound, Instant start, Instant end, Loudness loudness) {
        return loudness.into(sound("end", sound, start).put("end", time(end))).toString();
    }

    static String selfTest(Instant at, SelfTest test) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("at", time(at))
                .put("ok", test.reason.isEmpty())
                .put("tone", rounded(test.tone, 1))
                .put("impedance", rounded(test.impedance, 1))
                .put("floor", rounded(test.floor, 1))
                .put("microphone", test.microphone);
        test.reason.ifPresent(reason -> node.put("reason", reason));
        return node.toString();
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    static double rounded(double value, int decimals) {
        double resolution = Math.pow(10, decimals);
        return Math.rint(value * resolution) / resolution;
    }

    private static ObjectNode play(String kind, Piece piece) {
        ObjectNode node =
                JsonNodeFactory.instance.objectNode().put("kind", kind).put("play", piece.play);
        piece.slot.ifPresent(slot -> node.put("slot", slot));
        piece.bulletin.ifPresent(bulletin -> node.put("bulletin", bulletin));
        return node;
    }

    private static ObjectNode sound(String kind, String sound, Instant start) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", kind)
                .put("sound", sound)
                .put("start", time(start));
    }

    private static void put(ObjectNode node, String key, OptionalDouble value, int decimals) {
        value.ifPresent(number -> node.put(key, rounded(number, decimals)));
    }

    /** One playing of something, without a break. */
    record Piece(String play, Optional<String> slot, Optional<String> bulletin, Instant start) {}

    /**
     * How a piece ended.
     *
     * @param played seconds that came out of the player, pauses not counted
     * @param volume percent
     * @param result done, stopped or failed
     */
    record End(
            Instant at,
            double played,
            Optional<String> sha256,
            double volume,
            String result,
            Evidence evidence,
            long underruns,
            Optional<String> reason) {}

    /**
     * That something could be heard.
     *
     * @param rise of the level over the floor before, dB
     * @param match of what was heard with what should sound, 0 to 1
     * @param current that the amplifier took for it, A
     */
    record Evidence(OptionalDouble rise, OptionalDouble match, OptionalDouble current) {
        static final Evidence NONE =
                new Evidence(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

        private ObjectNode into(ObjectNode node) {
            put(node, "rise", rise, 1);
            put(node, "match", match, 2);
            put(node, "current", current, 2);
            return node;
        }
    }

    /** Of a sound that nobody plays: dB, dB over the floor, A. */
    record Loudness(double level, double rise, double current) {
        private ObjectNode into(ObjectNode node) {
            return node.put("level", rounded(level, 1))
                    .put("rise", rounded(rise, 1))
                    .put("current", rounded(current, 2));
        }
    }

    /**
     * What a test without sound found; it failed when there is a reason.
     *
     * @param tone that the microphone heard over the floor, dB
     * @param impedance ohm
     * @param floor dB
     */
    record SelfTest(double tone, double impedance, double floor, boolean microphone, Optional<String> reason) {}
}
