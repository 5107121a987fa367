package org.kenh.operations.share.cap;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.kenh.operations.share.cap.CapMessage.Settled;

/** Issued messages as a feed (RFC 4287), newest first. */
public final class CapFeed {
    public static final String TYPE = "application/atom+xml; charset=utf-8";
    private static final String NAMESPACE = "http://www.w3.org/2005/Atom";
    private static final String PATH = "/api/v1/cap/";

    private final CapSender sender;

    public CapFeed(CapSender sender) {
        this.sender = sender;
    }

    /** The feed of these messages; those that were not issued are left out. */
    public String write(List<CapMessage> messages) {
        List<CapMessage> issued = messages.stream().filter(CapMessage::isIssued).toList();
        Instant updated = issued.stream()
                .flatMap(message -> message.settled().stream())
                .map(Settled::at)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
        XmlText xml = new XmlText("feed", NAMESPACE)
                .element("id", urn("feed:" + sender.id()))
                .element("title", sender.name())
                .element("updated", XmlText.time(updated))
                .empty("link", "rel", "self", "type", "application/atom+xml", "href", PATH + "feed")
                .open("author")
                .element("name", sender.name())
                .close();
        issued.forEach(message -> entry(xml, message));
        return xml.end();
    }

    private static void entry(XmlText xml, CapMessage message) {
        Settled how = message.settled().orElseThrow();
        CapContent content = message.content();
        xml.open("entry")
                .element("id", urn(how.sender() + "," + message.identifier()))
                .element(
                        "title",
                        marked(how.status()) + content.texts().headline().vi())
                .element("published", XmlText.time(how.at()))
                .element("updated", XmlText.time(how.at()))
                .element("summary", content.texts().description().vi())
                .empty("category", "term", how.status())
                .empty("category", "term", message.type().word())
                .empty("category", "term", content.severity())
                .empty(
                        "link",
                        "rel",
                        "alternate",
                        "type",
                        "application/cap+xml",
                        "href",
                        PATH + "feed/" + message.identifier())
                .close();
    }

    /** Readers of feeds show titles, and nobody is to take an exercise for a flood. */
    private static String marked(String status) {
        return switch (status) {
            case CapMessage.ACTUAL -> "";
            case "Exercise" -> "DIỄN TẬP – ";
            default -> "THỬ – ";
        };
    }

    private static String urn(String name) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
