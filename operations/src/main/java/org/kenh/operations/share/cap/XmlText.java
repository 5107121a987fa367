package org.kenh.operations.share.cap;

import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.kenh.operations.OperationsException;

/** Writes XML of one namespace; text is escaped, and what XML 1.0 cannot hold becomes a blank. */
final class XmlText {
    /** With a numeric offset, as the standard wants it; whole seconds. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx", Locale.ROOT).withZone(ZoneOffset.ofHours(7));

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    XmlText(String root, String namespace) {
        try {
            xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement(root);
            xml.writeDefaultNamespace(namespace);
        } catch (XMLStreamException e) {
            throw new OperationsException("could not write XML", e);
        }
    }

    static String time(Instant at) {
        return TIME.format(at.truncatedTo(ChronoUnit.SECONDS));
    }

    XmlText open(String name) {
        return write(() -> xml.writeStartElement(name));
    }

    XmlText close() {
        return write(xml::writeEndElement);
    }

    XmlText element(String name, String value) {
        return write(() -> {
            xml.writeStartElement(name);
            xml.writeCharacters(clean(value));
            xml.writeEndElement();
        });
    }

    /** An element without text; names and values of its attributes in turn. */
    XmlText empty(String name, String... attributes) {
        return write(() -> {
            xml.writeEmptyElement(name);
            for (int place = 0; place < attributes.length; place += 2) {
                xml.writeAttribute(attributes[place], clean(attributes[place + 1]));
            }
        });
    }

    String end() {
        write(xml::writeEndDocument);
        return text.toString();
    }

    static String clean(String value) {
        StringBuilder clean = new StringBuilder(value.length());
        value.codePoints().forEach(point -> clean.appendCodePoint(isXml(point) ? point : ' '));
        return clean.toString();
    }

    private static boolean isXml(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }

    private XmlText write(Writing writing) {
        try {
            writing.write();
            return this;
        } catch (XMLStreamException e) {
            throw new OperationsException("could not write XML", e);
        }
    }

    @FunctionalInterface
    private interface Writing {
        void write() throws XMLStreamException;
    }
}
