package org.kenh.operations.share.cap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kenh.ingest.alarm.Rationalisation.Bilingual;
import org.kenh.operations.share.cap.CapMessage.Settled;

/** Writes a message as XML, its elements in the order of the schema. */
final class CapXml {
    static final String NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";
    static final String GEOCODE = "VN-20-2020-QD-TTg";

    /** Receivers drop what has expired; a message that goes on is told again by an update. */
    static final Duration VALID = Duration.ofHours(24);

    private CapXml() {}

    /**
     * The message.
     *
     * @param envelope who sends it, when, and after what
     */
    static String write(CapMessage message, Envelope envelope) {
        CapContent content = message.content();
        XmlText xml = new XmlText("alert", NAMESPACE)
                .element("identifier", message.identifier())
                .element("sender", envelope.sender())
                .element("sent", XmlText.time(envelope.sent()))
                .element("status", envelope.status())
                .element("msgType", message.type().word())
                .element("scope", content.scope());
        if (!content.scope().equals(CapMapping.PUBLIC)) {
            xml.element("restriction", "Cơ quan quản lý vận hành – those in charge of the installations");
        }
        if (!envelope.earlier().isEmpty()) {
            xml.element("references", references(envelope.earlier()));
        }
        info(xml, message, envelope, "vi-VN", Bilingual::vi);
        if (content.speaksEnglish()) {
            info(xml, message, envelope, "en-US", Bilingual::en);
        }
        return xml.end();
    }

    private static String references(List<CapMessage> earlier) {
        return earlier.stream()
                .flatMap(message -> message.settled().stream()
                        .map(settled ->
                                settled.sender() + "," + message.identifier() + "," + XmlText.time(settled.at())))
                .collect(Collectors.joining(" "));
    }

    private static void info(
            XmlText xml, CapMessage message, Envelope envelope, String tag, Function<Bilingual, String> language) {
        CapContent content = message.content();
        xml.open("info")
                .element("language", tag)
                .element("category", content.category())
                .element("event", event(content, language))
                .element("responseType", CapMapping.responseType(message.type(), content))
                .element("urgency", content.urgency())
                .element("severity", content.severity())
                .element("certainty", content.certainty())
                .element("effective", XmlText.time(envelope.sent()))
                .element("onset", XmlText.time(content.onset()))
                .element("expires", XmlText.time(envelope.sent().plus(VALID)))
                .element("senderName", envelope.senderName());
        text(xml, "headline", language.apply(content.texts().headline()));
        text(xml, "description", language.apply(content.texts().description()));
        text(xml, "instruction", language.apply(content.texts().instruction()));
        area(xml, content);
        xml.close();
    }

    /** What the standard demands; a rule without a name in this language has one by its headline. */
    private static String event(CapContent content, Function<Bilingual, String> language) {
        String event = language.apply(content.event());
        return event.isBlank() ? language.apply(content.texts().headline()) : event;
    }

    private static void text(XmlText xml, String name, String text) {
        if (!text.isBlank()) {
            xml.element(name, text);
        }
    }

    private static void area(XmlText xml, CapContent content) {
        xml.open("area").element("areaDesc", content.areaName());
        content.polygons().forEach(polygon -> xml.element("polygon", polygon));
        xml.open("geocode")
                .element("valueName", GEOCODE)
                .element("value", content.areaCode())
                .close();
        xml.close();
    }

    /**
     * What surrounds a message.
     *
     * @param earlier messages about the same that were issued, oldest first
     */
    record Envelope(String sender, String senderName, Instant sent, String status, List<CapMessage> earlier) {
        static Envelope issued(CapSender sender, Settled how, List<CapMessage> earlier) {
            return new Envelope(how.sender(), sender.name(), how.at(), how.status(), earlier);
        }
    }
}
