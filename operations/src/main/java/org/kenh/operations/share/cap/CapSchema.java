package org.kenh.operations.share.cap;

import static org.kenh.operations.share.cap.CapSchema.Child.many;
import static org.kenh.operations.share.cap.CapSchema.Child.maybe;
import static org.kenh.operations.share.cap.CapSchema.Child.one;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.kenh.telemetry.Excerpt;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Checks a message against the Common Alerting Protocol 1.2 (OASIS, 1 July 2010, sections 3.2 and 3.4): names, order and
 * number of elements, enumerations, times, and what its text demands beyond the schema: identifiers, references,
 * restriction, polygons. Written from the standard's text; resources and signatures, which we never send, are not
 * known.
 */
final class CapSchema {
    private static final String TEXT = "";
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[-+]\\d\\d:\\d\\d";
    private static final String TOKEN = "[^\\s,<&]+";
    private static final String PAIR = "-?\\d{1,2}(\\.\\d+)?,-?\\d{1,3}(\\.\\d+)?";
    private static final String POLYGON = PAIR + "( " + PAIR + "){3,}";
    private static final String REFERENCE = TOKEN + "," + TOKEN + "," + TIME;
    private static final List<Child> VALUE = List.of(one("valueName", ".+"), one("value", ".*"));

    /** The children of each element that has any, in their order. */
    private static final Map<String, List<Child>> CHILDREN = Map.of(
            "alert",
            List.of(
                    one("identifier", TOKEN),
                    one("sender", TOKEN),
                    one("sent", TIME),
                    one("status", "Actual|Exercise|System|Test|Draft"),
                    one("msgType", "Alert|Update|Cancel|Ack|Error"),
                    maybe("source", TEXT),
                    one("scope", "Public|Restricted|Private"),
                    maybe("restriction", TEXT),
                    maybe("addresses", TEXT),
                    many("code", TEXT),
                    maybe("note", TEXT),
                    maybe("references", REFERENCE + "( " + REFERENCE + ")*"),
                    maybe("incidents", TEXT),
                    many("info", TEXT)),
            "info",
            List.of(
                    maybe("language", "[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*"),
                    new Child(
                            "category",
                            1,
                            true,
                            "Geo|Met|Safety|Security|Rescue|Fire|Health|Env|Transport|Infra|CBRNE|Other"),
                    one("event", "(?s).+"),
                    many("responseType", "Shelter|Evacuate|Prepare|Execute|Avoid|Monitor|Assess|AllClear|None"),
                    one("urgency", "Immediate|Expected|Future|Past|Unknown"),
                    one("severity", "Extreme|Severe|Moderate|Minor|Unknown"),
                    one("certainty", "Observed|Likely|Possible|Unlikely|Unknown"),
                    maybe("audience", TEXT),
                    many("eventCode", TEXT),
                    maybe("effective", TIME),
                    maybe("onset", TIME),
                    maybe("expires", TIME),
                    maybe("senderName", TEXT),
                    maybe("headline", TEXT),
                    maybe("description", TEXT),
                    maybe("instruction", TEXT),
                    maybe("web", TEXT),
                    maybe("contact", TEXT),
                    many("parameter", TEXT),
                    many("area", TEXT)),
            "area",
            List.of(
                    one("areaDesc", "(?s).+"),
                    many("polygon", POLYGON),
                    many("circle", PAIR + " \\d+(\\.\\d+)?"),
                    many("geocode", TEXT),
                    maybe("altitude", "-?\\d+(\\.\\d+)?"),
                    maybe("ceiling", "-?\\d+(\\.\\d+)?")),
            "eventCode",
            VALUE,
            "parameter",
            VALUE,
            "geocode",
            VALUE);

    private CapSchema() {}

    /** What is wrong; empty if the message is valid. */
    static List<CapProblem> problems(String xml) {
        List<CapProblem> problems = new ArrayList<>();
        try {
            Element root =
                    parser().parse(new InputSource(new StringReader(xml))).getDocumentElement();
            if (!root.getNodeName().equals("alert")) {
                return List.of(CapProblem.of("root", root.getNodeName()));
            }
            if (!CapXml.NAMESPACE.equals(root.getNamespaceURI())) {
                problems.add(CapProblem.of("namespace", CapXml.NAMESPACE));
            }
            check(root, problems);
            checkMeaning(root, problems);
        } catch (SAXException | IOException e) {
            problems.add(CapProblem.of("not-xml", String.valueOf(e.getMessage())));
        }
        return problems;
    }

    private static DocumentBuilder parser() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder parser = factory.newDocumentBuilder();
            parser.setErrorHandler(null);
            return parser;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this Java has no XML parser", e);
        }
    }

    private static void check(Element parent, List<CapProblem> problems) {
        List<Child> expected = CHILDREN.getOrDefault(parent.getLocalName(), List.of());
        List<Element> children = children(parent);
        int next = 0;
        for (Child form : expected) {
            int found = 0;
            while (next < children.size() && children.get(next).getLocalName().equals(form.name)) {
                checkOne(children.get(next), form, problems);
                found++;
                next++;
            }
            if (found < form.least) {
                problems.add(CapProblem.of("lacks", parent.getLocalName(), form.name));
            }
            if (found > 1 && !form.repeats) {
                problems.add(CapProblem.of("repeated", parent.getLocalName(), form.name));
            }
        }
        if (next < children.size()) {
            problems.add(CapProblem.of(
                    "misplaced", parent.getLocalName(), children.get(next).getLocalName()));
        }
    }

    private static void checkOne(Element element, Child form, List<CapProblem> problems) {
        if (CHILDREN.containsKey(form.name)) {
            check(element, problems);
        } else if (!children(element).isEmpty()) {
            problems.add(CapProblem.of("not-text", form.name));
        } else if (!form.text.isEmpty() && !Pattern.matches(form.text, element.getTextContent())) {
            problems.add(CapProblem.of("value", form.name, Excerpt.of(element.getTextContent())));
        }
    }

    private static void checkMeaning(Element alert, List<CapProblem> problems) {
        boolean follows = List.of("Update", "Cancel").contains(text(alert, "msgType"));
        if (follows && text(alert, "references").isEmpty()) {
            problems.add(CapProblem.of("references"));
        }
        if (text(alert, "scope").equals("Restricted")
                && text(alert, "restriction").isEmpty()) {
            problems.add(CapProblem.of("restriction"));
        }
        if (children(alert).stream().noneMatch(child -> child.getLocalName().equals("info"))) {
            problems.add(CapProblem.of("lacks", "alert", "info"));
        }
        for (Element polygon : descendants(alert, "polygon")) {
            checkPolygon(polygon.getTextContent(), problems);
        }
    }

    private static void checkPolygon(String text, List<CapProblem> problems) {
        List<String> pairs = List.of(text.split(" ", -1));
        if (!pairs.getFirst().equals(pairs.getLast())) {
            problems.add(CapProblem.of("open-polygon"));
        }
        boolean onEarth = pairs.stream()
                .map(pair -> pair.split(",", -1))
                .filter(pair -> pair.length == 2)
                .allMatch(pair -> within(pair[0], 90) && within(pair[1], 180));
        if (!onEarth) {
            problems.add(CapProblem.of("off-earth"));
        }
    }

    private static boolean within(String number, double most) {
        try {
            return Math.abs(Double.parseDouble(number)) <= most;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String text(Element parent, String name) {
        return children(parent).stream()
                .filter(child -> child.getLocalName().equals(name))
                .map(Element::getTextContent)
                .findFirst()
                .orElse("");
    }

    private static List<Element> descendants(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Element child : children(parent)) {
            if (child.getLocalName().equals(name)) {
                found.add(child);
            }
            found.addAll(descendants(child, name));
        }
        return found;
    }

    private static List<Element> children(Element parent) {
        List<Element> elements = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    /**
     * An element in its place.
     *
     * @param text what its text must match; empty: anything
     */
    record Child(String name, int least, boolean repeats, String text) {
        static Child one(String name, String text) {
            return new Child(name, 1, false, text);
        }

        static Child maybe(String name, String text) {
            return new Child(name, 0, false, text);
        }

        static Child many(String name, String text) {
            return new Child(name, 0, true, text);
        }
    }
}
