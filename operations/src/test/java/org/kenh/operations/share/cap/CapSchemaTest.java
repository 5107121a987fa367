package org.kenh.operations.share.cap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.kenh.operations.share.cap.CapMessage.MsgType;

class CapSchemaTest {
    private static final String VALID =
            CapMessages.xml(CapMessages.message(MsgType.ALERT, "Public", "Lũ sông Đáy"), List.of());

    @ParameterizedTest
    @EnumSource(MsgType.class)
    void problems_ofWhatWeWrite_areNone(MsgType type) {
        List<CapMessage> earlier = type == MsgType.ALERT ? List.of() : List.of(CapMessages.issued(MsgType.ALERT, "Lũ"));
        assertThat(CapSchema.problems(CapMessages.xml(CapMessages.message(type, "Public", "Lũ"), earlier)))
                .isEmpty();
        assertThat(CapSchema.problems(CapMessages.xml(CapMessages.message(type, "Restricted", "Lũ"), earlier)))
                .isEmpty();
    }

    @Test
    void xml_times_haveTheOffsetOfVietNam() {
        assertThat(VALID)
                .contains("<sent>2026-03-01T12:00:00+07:00</sent>", "<expires>2026-03-02T12:00:00+07:00</expires>")
                .contains("<language>vi-VN</language>", "<language>en-US</language>");
    }

    @Test
    void xml_update_refersToWhatCameBefore() {
        String xml = CapMessages.xml(
                CapMessages.message(MsgType.UPDATE, "Public", "Lũ"), List.of(CapMessages.issued(MsgType.ALERT, "Lũ")));
        assertThat(xml).contains("<references>kenh.local,kenh-1,2026-03-01T12:00:00+07:00</references>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</headline><scope>Public</scope>",
                "]]><!-- & <script>alert(1)</script>",
                "\"'&amp;&#0;<![CDATA[",
                "a\u0000b\u0008c\uFFFEd\uD800e",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>&x;"
            })
    void xml_hostileText_staysText(String hostile) {
        String xml = CapMessages.xml(CapMessages.message(MsgType.ALERT, "Public", hostile), List.of());
        assertThat(CapSchema.problems(xml)).isEmpty();
        assertThat(xml).doesNotContain("<script").doesNotContain("<!DOCTYPE").doesNotContain("\u0000");
        assertThat(xml.split("<scope>", -1)).hasSize(2);
    }

    @Test
    void problems_eachRuleThatIsBroken_isFound() {
        Map<String, String> broken = Map.ofEntries(
                Map.entry(VALID.replace("+07:00</sent>", "Z</sent>"), "value(sent, "),
                Map.entry(VALID.replace("<identifier>kenh-1", "<identifier>kenh 1"), "value(identifier, "),
                Map.entry(VALID.replace("<sender>kenh.local", "<sender>a,b"), "value(sender, "),
                Map.entry(VALID.replace(">Severe<", ">Serious<"), "value(severity, "),
                Map.entry(VALID.replace(">Met<", ">Water<"), "value(category, "),
                Map.entry(VALID.replace(">Alert<", ">Update<"), "references"),
                Map.entry(VALID.replace(">Public<", ">Restricted<"), "restriction"),
                Map.entry(VALID.replace("<status>Actual</status>", ""), "lacks(alert, status)"),
                Map.entry(
                        VALID.replace(
                                "<status>Actual</status><msgType>Alert</msgType>",
                                "<msgType>Alert</msgType><status>Actual</status>"),
                        "lacks(alert, status)"),
                Map.entry(VALID.replace("</msgType>", "</msgType><colour>red</colour>"), "misplaced(alert, colour)"),
                Map.entry(VALID.replace("</scope>", "</scope><scope>Public</scope>"), "repeated(alert, scope)"),
                Map.entry(VALID.replace("20.70000,105.80000</polygon>", "20.7,105.81</polygon>"), "open-polygon"),
                Map.entry(VALID.replace("20.70000,105.90000", "105.90000,20.70000"), "value(polygon, "),
                Map.entry(VALID.replace("20.70000,105.90000", "91.00000,20.70000"), "off-earth"),
                Map.entry(VALID.replace("cap:1.2", "cap:1.1"), "namespace("),
                Map.entry(VALID.replace("<alert", "<!DOCTYPE alert><alert"), "not-xml("),
                Map.entry("<alert", "not-xml("));
        broken.forEach((xml, problem) -> assertThat(CapSchema.problems(xml))
                .as(problem)
                .anySatisfy(found -> assertThat(found.toString()).startsWith(problem)));
    }
}
