package org.kenh.edge.life;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kenh.edge.life.StatusReport.CommandLine;
import org.kenh.edge.life.StatusReport.ControlLine;
import org.kenh.edge.life.StatusReport.DriverLine;
import org.kenh.edge.life.StatusReport.SeriesLine;

/**
 * Draws a report as one page without scripts, which loads itself again every five seconds. Grey when all is well; colour
 * only for what needs a person.
 */
final class StatusPage {
    private static final double MEBIBYTE = 1024 * 1024;
    private static final String STYLE = """
            :root{color-scheme:light dark;--bg:#f4f5f6;--card:#fff;--line:#dcdfe3;--text:#1d2126;--muted:#5d6670;--alert:#b42318;--alertbg:#fdecea}
            @media(prefers-color-scheme:dark){:root{--bg:#15181c;--card:#1e2329;--line:#343b44;--text:#e7eaee;--muted:#9aa5b1;--alert:#ff9a8f;--alertbg:#3d1f1c}}
            *{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--text);font:15px/1.45 system-ui,"Noto Sans","DejaVu Sans",sans-serif}
            main{max-width:1180px;margin:0 auto;padding:16px}header{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:baseline;margin-bottom:12px}
            h1{font-size:22px;margin:0;overflow-wrap:anywhere}h2{font-size:14px;margin:0;padding:10px 14px;border-bottom:1px solid var(--line)}
            header a{margin-left:auto;color:inherit}.muted{color:var(--muted)}
            .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:12px;margin-bottom:12px}
            .card,section{background:var(--card);border:1px solid var(--line);border-radius:6px}
            .card{padding:10px 14px;border-left:4px solid var(--line)}.card b{display:block;font-size:18px;overflow-wrap:anywhere}
            .card span{display:block;color:var(--muted);font-size:13px;overflow-wrap:anywhere}
            .card.alert{border-left-color:var(--alert);background:var(--alertbg)}.card.alert b,td.alert,.banner{color:var(--alert);font-weight:600}
            .banner{background:var(--alertbg);border:1px solid var(--alert);border-radius:6px;padding:10px 14px;margin-bottom:12px}
            section{margin-bottom:12px;overflow:hidden}table{width:100%;border-collapse:collapse}
            th{font-size:12px;font-weight:500;color:var(--muted);text-align:left}th,td{padding:6px 14px;border-top:1px solid var(--line);vertical-align:top}
            thead th{border-top:0}td{overflow-wrap:break-word}td.name{overflow-wrap:anywhere;min-width:5.5em}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap;overflow-wrap:normal}
            td.alert .n{color:inherit}p{margin:0;padding:10px 14px;color:var(--muted)}
            @media(max-width:560px){main{padding:10px}th,td{padding:6px 8px}.cards{grid-template-columns:1fr 1fr;gap:8px}.card{padding:8px 10px}.card b{font-size:16px}.wide{display:none}}
            """;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss dd/MM/yyyy").withZone(ZoneId.of("Asia/Ho_Chi_Minh"));
    private static final Pattern BOTH = Pattern.compile("((?:[\\w.-]+: )?)([^/]+) / ([^/]+)");

    private final StringBuilder html = new StringBuilder(8_192);
    private final StatusReport report;
    private final String language;

    private StatusPage(StatusReport report, String language) {
        this.report = report;
        this.language = language;
    }

    /** The language is {@code vi} or {@code en}. */
    static String html(StatusReport report, String language) {
        StatusPage page = new StatusPage(report, language);
        page.draw();
        return page.html.toString();
    }

    private void draw() {
        html.append("<!doctype html><html lang=\"").append(language).append("\"><head><meta charset=\"utf-8\">");
        html.append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
        html.append("<meta http-equiv=\"refresh\" content=\"5\"><title>");
        text(report.device());
        html.append(" – Kênh</title><style>").append(STYLE).append("</style></head><body><main>");
        head();
        if (!report.stalled().isEmpty()) {
            html.append("<div class=\"banner\" role=\"alert\">");
            text(say("Đang đứng: ", "Stalled: ") + String.join(", ", report.stalled()));
            html.append("</div>");
        }
        cards();
        series();
        drivers();
        control();
        commands();
        html.append("</main></body></html>\n");
    }

    private void head() {
        html.append("<header><h1>");
        text(report.device());
        html.append("</h1><span class=\"muted\">");
        text(joined(
                say("Kênh tác tử ", "Kênh agent ") + report.version(),
                time(report.at()),
                say("chạy ", "up ") + age((double) report.uptimeSeconds())));
        html.append("</span><a href=\"/?lang=")
                .append(language.equals("en") ? "vi" : "en")
                .append("\">");
        html.append(language.equals("en") ? "Tiếng Việt" : "English").append("</a></header>");
    }

    private void cards() {
        html.append("<div class=\"cards\">");
        StatusReport.Uplink uplink = report.uplink();
        @Nullable Double acknowledged = uplink.acknowledgedAge();
        String last = acknowledged == null
                ? say("chưa có xác nhận nào", "nothing acknowledged yet")
                : say("xác nhận cuối: ", "last acknowledged: ") + ago(acknowledged);
        card(
                !uplink.connected(),
                say("Trung tâm", "Centre"),
                uplink.connected() ? say("Đã nối", "Connected") : say("Mất kết nối", "Not connected"),
                joined(uplink.connected() ? uplink.inUse() : own(uplink.reason()), last));
        StatusReport.Journal journal = report.journal();
        card(
                journal.dropped() > 0 || journal.inMemory(),
                say("Chờ gửi", "Waiting"),
                journal.waitingLive() + " + " + journal.waitingBacklog(),
                joined(
                        say("mới + tồn", "live + backlog"),
                        fill(journal),
                        journal.dropped() == 0 ? "" : say("đã bỏ ", "dropped ") + journal.dropped(),
                        journal.damaged() == 0 ? "" : say("bản ghi hỏng ", "damaged records ") + journal.damaged(),
                        journal.inMemory() ? say("ổ đĩa không ghi được", "the disk takes nothing") : ""));
        card(
                !report.clock().trusted(),
                say("Đồng hồ", "Clock"),
                report.clock().trusted() ? say("Tin được", "Trusted") : say("Chưa tin được", "Not trusted"),
                report.clock().trusted()
                        ? say("số liệu có giờ chắc chắn", "readings have a certain time")
                        : say("số liệu mang dấu không chắc", "readings are marked uncertain"));
        StatusReport.Configuration configuration = report.configuration();
        card(
                false,
                say("Cấu hình", "Configuration"),
                configuration.version() == 0
                        ? say("Tệp trên máy", "File on this board")
                        : say("Bản ", "Version ") + configuration.version(),
                configuration.onTrial()
                        ? say("đang thử, chờ trung tâm", "on trial, waits for the centre")
                        : configuration.version() == 0 ? "" : say("từ trung tâm", "from the centre"));
        StatusReport.Memory memory = report.memory();
        card(
                false,
                say("Bộ nhớ", "Memory"),
                Optional.ofNullable(memory.resident())
                        .map(StatusPage::mebibytes)
                        .orElse("–"),
                "heap " + mebibytes(memory.heapUsed()) + " / " + mebibytes(memory.heapMost()));
        html.append("</div>");
    }

    private String fill(StatusReport.Journal journal) {
        if (journal.bytes() == null || journal.mostBytes() == null) {
            return "";
        }
        return mebibytes(journal.bytes()) + " / " + mebibytes(journal.mostBytes());
    }

    private void card(boolean alert, String label, String value, String note) {
        html.append(alert ? "<div class=\"card alert\">" : "<div class=\"card\">")
                .append("<span>");
        text(label);
        html.append("</span><b>");
        text(value);
        html.append("</b><span>");
        text(note);
        html.append("</span></div>");
    }

    private void series() {
        section(say("Số liệu", "Values"), report.series().isEmpty(), say("Chưa có số liệu nào.", "No values yet."));
        if (!report.series().isEmpty()) {
            columns(
                    "",
                    say("Chuỗi", "Series"),
                    "n",
                    say("Giá trị", "Value"),
                    "",
                    say("Chất lượng", "Quality"),
                    "n",
                    say("Tuổi", "Age"));
            for (SeriesLine line : report.series()) {
                boolean alert = !line.quality().equals("good");
                row();
                name(line.name());
                cell("n", value(line));
                cell(alert ? "alert" : "muted", quality(line.quality()));
                cell("n", age(line.age()));
            }
            html.append("</table>");
        }
        html.append("</section>");
    }

    private void drivers() {
        section(
                say("Bộ đọc", "Drivers"),
                report.drivers().isEmpty(),
                say("Không có bộ đọc nào.", "There are no drivers."));
        if (!report.drivers().isEmpty()) {
            columns(
                    "",
                    say("Tên", "Name"),
                    "wide",
                    say("Kiểu, nơi", "Type, place"),
                    "",
                    say("Tình trạng", "State"),
                    "n",
                    say("Đọc cách đây", "Read"));
            for (DriverLine line : report.drivers()) {
                row();
                name(line.name());
                cell("wide", joined(line.type(), line.place()));
                String fault = line.fault();
                cell(fault == null ? "muted" : "alert", fault == null ? say("tốt", "fine") : own(fault));
                cell("n", line.readAge() == null ? "–" : age(line.readAge()));
            }
            html.append("</table>");
        }
        html.append("</section>");
    }

    private void control() {
        if (report.control().isEmpty()) {
            return;
        }
        section(say("Điều khiển: máy, liên động, lịch", "Control: machines, interlocks, schedule"), false, "");
        columns("", say("Tên", "Name"), "", say("Tình trạng", "State"));
        for (ControlLine line : report.control()) {
            row();
            name(line.name());
            cell(line.alert() ? "alert" : "muted", line.state().in(language));
        }
        html.append("</table></section>");
    }

    private void commands() {
        List<CommandLine> commands = report.commands();
        section(say("Lệnh gần đây", "Last commands"), commands.isEmpty(), say("Chưa có lệnh nào.", "No commands yet."));
        if (!commands.isEmpty()) {
            columns(
                    "",
                    say("Lệnh", "Command"),
                    "",
                    say("Kết quả", "Outcome"),
                    "wide",
                    say("Chi tiết", "Detail"),
                    "n",
                    say("Cách đây", "Ago"));
            for (CommandLine line : commands) {
                row();
                name(line.name());
                cell(
                        line.state().equals("failed") || line.state().equals("refused") ? "alert" : "muted",
                        state(line.state()));
                cell("wide", own(line.detail()));
                cell("n", age(line.age()));
            }
            html.append("</table>");
        }
        html.append("</section>");
    }

    private void section(String title, boolean empty, String none) {
        html.append("<section><h2>");
        text(title);
        html.append("</h2>");
        if (empty) {
            html.append("<p>");
            text(none);
            html.append("</p>");
        }
    }

    /** Classes and titles in turn. */
    private void columns(String... classesAndTitles) {
        html.append("<table><thead><tr>");
        for (int i = 0; i < classesAndTitles.length; i += 2) {
            html.append("<th class=\"").append(classesAndTitles[i]).append("\">");
            text(classesAndTitles[i + 1]);
            html.append("</th>");
        }
        html.append("</tr></thead>");
    }

    private void row() {
        html.append("<tr>");
    }

    private void cell(String kind, String value) {
        html.append("<td class=\"").append(kind).append("\">");
        text(value);
        html.append("</td>");
    }

    /** On narrow screens a name is broken where one of its parts ends, not within a word. */
    private void name(String value) {
        html.append("<td class=\"name\">");
        for (int i = 0; i < value.length(); i++) {
            text(value.charAt(i));
            if ("/.:".indexOf(value.charAt(i)) >= 0) {
                html.append("<wbr>");
            }
        }
        html.append("</td>");
    }

    /** Everything that a device or a program said passes here. */
    private void text(String value) {
        for (int i = 0; i < value.length(); i++) {
            text(value.charAt(i));
        }
    }

    private void text(char c) {
        switch (c) {
            case '<' -> html.append("&lt;");
            case '>' -> html.append("&gt;");
            case '&' -> html.append("&amp;");
            case '"' -> html.append("&quot;");
            default -> html.append(c);
        }
    }

    /** Of {@code code: tiếng Việt / English} what the reader understands; anything else as it is. */
    private String own(String both) {
        Matcher matcher = BOTH.matcher(both);
        return matcher.matches() ? matcher.group(1) + say(matcher.group(2), matcher.group(3)) : both;
    }

    private String time(String instant) {
        return TIME.format(Instant.parse(instant));
    }

    /** Ratios are sent as such (SenML's unit /); people read them in percent. */
    private static String value(SeriesLine line) {
        if (!line.unit().equals("/")) {
            return joined(" ", List.of(line.value(), line.unit()));
        }
        return new BigDecimal(line.value())
                        .movePointRight(2)
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    private String quality(String word) {
        return switch (word) {
            case "good" -> say("tốt", "good");
            case "uncertain" -> say("không chắc", "uncertain");
            default -> say("hỏng", "bad");
        };
    }

    private String state(String word) {
        return switch (word) {
            case "accepted" -> say("đang làm", "under way");
            case "done" -> say("xong", "done");
            case "failed" -> say("thất bại", "failed");
            case "refused" -> say("từ chối", "refused");
            default -> word;
        };
    }

    private String say(String vietnamese, String english) {
        return new Words(vietnamese, english).in(language);
    }

    private String ago(double seconds) {
        return say(age(seconds) + " trước", age(seconds) + " ago");
    }

    private String age(double seconds) {
        if (seconds < 90) {
            return Math.round(seconds) + say(" giây", " s");
        }
        if (seconds < 90 * 60) {
            return Math.round(seconds / 60) + say(" phút", " min");
        }
        return seconds < 48 * 3_600
                ? Math.round(seconds / 3_600) + say(" giờ", " h")
                : Math.round(seconds / 86_400) + say(" ngày", " d");
    }

    /** Those that say something, with a dot between them. */
    private static String joined(String... parts) {
        return joined(" · ", List.of(parts));
    }

    private static String joined(String separator, List<String> parts) {
        return parts.stream().filter(part -> !part.isBlank()).collect(Collectors.joining(separator));
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / MEBIBYTE);
    }
}
