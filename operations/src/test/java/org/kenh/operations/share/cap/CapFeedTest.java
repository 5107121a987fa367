package org.kenh.operations.share.cap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.kenh.operations.share.cap.CapMessage.MsgType;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class CapFeedTest {
    private final CapFeed feed = new CapFeed(CapSender.STANDARD);

    @Test
    void write_anIssuedMessage_hasAllThatRfc4287Wants() throws Exception {
        String xml = feed.write(List.of(
                CapMessages.issued(MsgType.ALERT, "<b>Lũ & \"lụt\"</b>"),
                CapMessages.message(MsgType.ALERT, "Public", "nháp")));
        Element root = parse(xml).getDocumentElement();

        assertThat(root.getNamespaceURI()).isEqualTo("http://www.w3.org/2005/Atom");
        assertThat(text(root, "id")).startsWith("urn:uuid:");
        assertThat(text(root, "updated")).isEqualTo("2026-03-01T12:00:00+07:00");
        assertThat(text(root, "name")).isEqualTo(CapSender.STANDARD.name());
        assertThat(root.getElementsByTagName("entry").getLength()).isEqualTo(1);
        Element entry = (Element) root.getElementsByTagName("entry").item(0);
        assertThat(text(entry, "id")).startsWith("urn:uuid:").isNotEqualTo(text(root, "id"));
        assertThat(text(entry, "title")).isEqualTo("<b>Lũ & \"lụt\"</b>");
        assertThat(text(entry, "updated")).isEqualTo("2026-03-01T12:00:00+07:00");
        Element link = (Element) entry.getElementsByTagName("link").item(0);
        assertThat(link.getAttribute("rel")).isEqualTo("alternate");
        assertThat(link.getAttribute("href")).isEqualTo("/api/v1/cap/feed/kenh-1");
    }

    @Test
    void write_anExercise_saysSoInTheTitle() throws Exception {
        Element root = parse(feed.write(List.of(CapMessages.issued(MsgType.ALERT, "Lũ", "Exercise"))))
                .getDocumentElement();
        Element entry = (Element) root.getElementsByTagName("entry").item(0);
        assertThat(text(entry, "title")).isEqualTo("DIỄN TẬP – Lũ");
    }

    @Test
    void write_ofNothing_isStillAFeed() throws Exception {
        Element root = parse(feed.write(List.of())).getDocumentElement();
        assertThat(root.getElementsByTagName("entry").getLength()).isZero();
        assertThat(text(root, "updated")).isEqualTo("1970-01-01T07:00:00+07:00");
    }

    private static Document parse(String xml) throws Exception {
        return DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)));
    }

    private static String text(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }
}
