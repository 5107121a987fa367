package org.kenh.operations;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kenh.operations.OpenPorts.OpenPort;
import org.kenh.operations.http.Addresses;

/** What the terminal shows at the start; Vietnamese first. */
record Greeting(Foundation foundation, Storage storage) {
    String text(Optional<String> firstPassword) {
        StringBuilder text = new StringBuilder();
        line(text, "");
        line(text, "Kênh " + foundation.version() + " đã sẵn sàng / is ready");
        line(text, "  Địa chỉ / address     " + address());
        firstPassword.ifPresent(password -> line(
                text, "  Mật khẩu đầu tiên của admin, chỉ hiện một lần / first password, shown once: " + password));
        line(text, "  Cổng / ports          " + ports());
        line(text, "  Dữ liệu / data        " + foundation.config().data());
        line(text, "  Cơ sở dữ liệu / store " + storage.ingest().capability());
        DemoConfig demo = foundation.config().demo();
        if (demo.wanted()) {
            line(
                    text,
                    "  Kịch bản / scenario   " + demo.scenario().name() + ": "
                            + demo.scenario().title());
        }
        if (demo.wanted() && demo.scenario().speed() > 1) {
            String times = BigDecimal.valueOf(demo.scenario().speed())
                    .stripTrailingZeros()
                    .toPlainString();
            line(
                    text,
                    "  Nước, mưa, máy bơm chạy nhanh gấp " + times
                            + " lần; số liệu vẫn mang giờ thật, theo chu kỳ thường.");
            line(
                    text,
                    "  Water, rain and pumps run " + times
                            + " times as fast; readings keep the real time and interval.");
        }
        line(text, "  Dừng / stop           Ctrl-C");
        line(text, "");
        return text.toString();
    }

    private String address() {
        OpenPorts ports = foundation.ports();
        return "http://localhost:" + ports.port("http") + "/"
                + (ports.has("https") ? "  https://localhost:" + ports.port("https") + "/" : "");
    }

    private String ports() {
        List<OpenPort> all = foundation.ports().all();
        return all.stream()
                .map(port -> port.name() + " " + port.port() + (isLocal(all, port) ? " (chỉ máy này / local)" : ""))
                .distinct()
                .collect(Collectors.joining(" · "));
    }

    private static boolean isLocal(List<OpenPort> all, OpenPort port) {
        return all.stream()
                .filter(other -> other.name().equals(port.name()))
                .allMatch(other -> Addresses.isLoopback(other.address()));
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }
}
