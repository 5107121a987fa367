package org.kenh.operations.share.cap;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.operations.share.cap.CapContent.CapTexts;
import org.kenh.operations.share.cap.CapMessage.MsgType;
import org.kenh.operations.share.cap.CapMessage.Settled;
import org.kenh.operations.share.cap.CapMessage.State;

/** Messages for tests. */
final class CapMessages {
    static final Instant AT = Instant.parse("2026-03-01T05:00:00Z");
    static final String SQUARE = "20.70000,105.80000 20.70000,105.90000 20.80000,105.90000 20.70000,105.80000";

    private CapMessages() {}

    static CapMessage message(MsgType type, String scope, String text) {
        Bilingual words = new Bilingual(text, text);
        CapContent content = new CapContent(
                scope,
                "Met",
                "Severe",
                "Observed",
                "Expected",
                words,
                new CapTexts(words, words, words),
                AT,
                text,
                "10033",
                List.of(SQUARE));
        return message(type, content);
    }

    static CapMessage message(MsgType type, CapContent content) {
        return new CapMessage(
                7,
                1,
                new UUID(1, 2),
                "xa-1",
                2,
                type,
                State.DRAFT,
                1,
                "kenh-1",
                content,
                AT,
                Set.of("hoa"),
                Optional.empty());
    }

    static CapMessage issued(MsgType type, String text) {
        return issued(type, text, "Actual");
    }

    static CapMessage issued(MsgType type, String text, String status) {
        CapMessage draft = message(type, "Public", text);
        return new CapMessage(
                draft.id(),
                draft.alarm(),
                draft.occurrence(),
                draft.area(),
                draft.level(),
                type,
                State.ISSUED,
                1,
                draft.identifier(),
                draft.content(),
                AT,
                draft.authors(),
                Optional.of(new Settled(AT, "lan", "kenh.local", status, "<alert/>")));
    }

    static String xml(CapMessage message, List<CapMessage> earlier) {
        return CapXml.write(message, new CapXml.Envelope("kenh.local", "Trung tâm điều hành", AT, "Actual", earlier));
    }
}
