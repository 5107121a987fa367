package org.kenh.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.kenh.system.Api.Device;
import org.kenh.system.SpeakerClient.Piece;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * An emergency bulletin to a whole district on a real server: clusters, each on a connection of its own, play it when they are
 * told to, and its page is open in Chromium. Tells how smoothly the page runs, and how long after a cluster has fallen silent
 * it stands there as verified. Ends with 0 only when all of them did.
 */
@CommandLine.Command(name = "emergency-on-screen", mixinStandardHelpOptions = true)
final class EmergencyOnScreen implements Callable<Integer> {
    private static final int MOST_AWAY_MILLIS = 3_000;

    /** What a page remembers of its frames, and of when it showed how many verified ones. */
    private static final String WATCH = """
            () => {
              const watch = { frames: [], long: [], seen: [] };
              globalThis.watched = watch;
              let last = performance.now();
              const onFrame = (now) => {
                watch.frames.push(now - last);
                last = now;
                const shown = document.querySelector('[data-testid=coverage]')?.getAttribute('data-verified');
                if (shown && watch.seen[watch.seen.length - 1]?.verified !== Number(shown)) {
                  watch.seen.push({ at: Date.now(), verified: Number(shown) });
                }
                requestAnimationFrame(onFrame);
              };
              requestAnimationFrame(onFrame);
              new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => watch.long.push(duration)))
                .observe({ entryTypes: ['longtask'] });
            }
            """;

    @Option(names = "--clusters", description = "(default: ${DEFAULT-VALUE})")
    private int clusters = 700;

    @Option(names = "--communes", description = "(default: ${DEFAULT-VALUE})")
    private int communes = 29;

    @Option(names = "--repeats", description = "of the text (default: ${DEFAULT-VALUE})")
    private int repeats = 3;

    @Option(names = "--width", description = "of the window (default: ${DEFAULT-VALUE})")
    private int width = 1440;

    private final List<SpeakerClient> clients = new ArrayList<>();
    private final ConcurrentLinkedQueue<Instant> starts = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Instant> ends = new ConcurrentLinkedQueue<>();
    private final Random random = new Random(1);

    private EmergencyOnScreen() {}

    /** See {@code --help}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new EmergencyOnScreen()).execute(arguments));
    }

    @Override
    public Integer call() {
        try (ServerProcess server = ServerProcess.start("emergency-on-screen");
                Browser browser = Browser.start()) {
            putUp(server);
            Page page = browser.page(server, width, 900);
            return sound(server, page) ? 0 : 1;
        } finally {
            clients.forEach(SpeakerClient::close);
        }
    }

    private void putUp(ServerProcess server) {
        Api admin = Api.signIn(server);
        SpeakerDistrict district = new SpeakerDistrict(admin);
        IntStream.range(0, communes).forEach(number -> district.commune("xa-" + number, "Xã " + number));
        for (int number = 0; number < clusters; number++) {
            String village = "Thôn " + number;
            Device device = district.cluster("xa-" + number % communes, "cum-" + number, village);
            int index = number;
            clients.add(SpeakerClient.connect(server.ports(), device, arguments -> play(index, arguments)));
        }
        for (int number = 0; number < clusters; number++) {
            district.village(new Device("cum-" + number, ""), "Thôn " + number, 300 + number);
        }
        System.out.println(clusters + " clusters in " + communes + " communes are connected");
    }

    private boolean sound(ServerProcess server, Page page) {
        Api first = Api.signIn(server);
        SpeakerDistrict.account(first, "nguoi-hai", "Người thứ hai");
        List<String> areas =
                IntStream.range(0, communes).mapToObj(number -> "xa-" + number).toList();
        JsonNode draft = first.post(
                "/loudspeakers/emergencies", Map.of("template", "exercise", "areas", areas, "repeats", repeats));
        String path = "/loudspeakers/emergencies/" + draft.path("id").asText();
        Browser.signIn(page, "admin", ServerProcess.ADMIN_PASSWORD);
        page.navigate("/loa/khan-cap/" + draft.path("id").asText());
        page.getByTestId("emergency-cancel").waitFor();
        page.waitForTimeout(5_000);
        page.evaluate(WATCH);
        Api second = Api.signIn(server, "nguoi-hai", SpeakerDistrict.PASSWORD);
        Instant approved = Instant.now();
        HttpResponse<String> answer = second.send(
                "POST",
                path + "/approve",
                Map.of("revision", draft.path("revision").asInt()));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.body());
        }
        look(page, approved.plus(Duration.ofMinutes(4)));
        print(approved, Api.parse(String.valueOf(page.evaluate("() => JSON.stringify(globalThis.watched)"))));
        Object shown = page.getByTestId("coverage").getAttribute("data-verified");
        return String.valueOf(clusters).equals(shown);
    }

    /** Scrolls as somebody does who reads, until everybody has heard it. */
    private void look(Page page, Instant latest) {
        boolean all = false;
        for (int step = 0; !all && Instant.now().isBefore(latest); step++) {
            page.mouse().move(width / 2.0, 500);
            page.mouse().wheel(0, step % 6 < 3 ? 600 : -600);
            page.waitForTimeout(1_000);
            all = page.locator("[data-testid=coverage][data-verified='" + clusters + "']")
                            .count()
                    > 0;
        }
    }

    /** The command takes a moment over the mobile network; the text follows itself without a break. */
    private void play(int index, JsonNode arguments) {
        long away = random.nextInt(MOST_AWAY_MILLIS);
        CompletableFuture.delayedExecutor(away, TimeUnit.MILLISECONDS)
                .execute(() -> begin(clients.get(index), arguments));
    }

    private void begin(SpeakerClient client, JsonNode arguments) {
        Duration length = Duration.ofSeconds((long) arguments.path("seconds").asInt()
                * arguments.path("repeats").asInt(1));
        Piece piece = new Piece(
                "p" + arguments.path("slot").asText(),
                arguments.path("slot").asText(),
                arguments.path("bulletin").asText(),
                Instant.now());
        starts.add(piece.start());
        client.begins(piece);
        CompletableFuture.delayedExecutor(12, TimeUnit.SECONDS).execute(() -> client.hears(piece));
        CompletableFuture.delayedExecutor(length.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    ends.add(piece.start().plus(length));
                    client.ends(piece, length);
                });
    }

    private void print(Instant approved, JsonNode watched) {
        List<Double> frames = numbers(watched.path("frames"));
        List<Double> tasks = numbers(watched.path("long"));
        System.out.printf(
                Locale.ROOT,
                "frames %d: ms median %.1f, p95 %.1f, p99 %.1f, longest %.1f; longer than 50 ms %d, 100 ms %d; tasks over 50 ms %d, longest %.0f%n",
                frames.size(),
                at(frames, 0.5),
                at(frames, 0.95),
                at(frames, 0.99),
                at(frames, 1),
                frames.stream().filter(each -> each > 50).count(),
                frames.stream().filter(each -> each > 100).count(),
                tasks.size(),
                at(tasks, 1));
        List<Double> begun = starts.stream()
                .map(start -> Duration.between(approved, start).toMillis() / 1e3)
                .sorted()
                .toList();
        System.out.printf(
                Locale.ROOT,
                "approval to start of play, s: first %.1f, median %.1f, last %.1f (%d)%n",
                at(begun, 0),
                at(begun, 0.5),
                at(begun, 1),
                begun.size());
        List<Double> late = late(watched.path("seen"));
        System.out.printf(
                Locale.ROOT,
                "end of play to verified on screen, s: median %.1f, p95 %.1f, p99 %.1f, most %.1f (%d)%n",
                at(late, 0.5),
                at(late, 0.95),
                at(late, 0.99),
                at(late, 1),
                late.size());
    }

    /** The n-th to end against the moment when n stood there: by clusters it may differ, all in all it does not. */
    private List<Double> late(JsonNode seen) {
        List<Instant> ended = ends.stream().sorted().toList();
        List<Double> late = new ArrayList<>();
        for (JsonNode shown : seen) {
            double at = shown.path("at").asDouble();
            int verified = shown.path("verified").asInt();
            while (late.size() < Math.min(verified, ended.size())) {
                late.add((at - ended.get(late.size()).toEpochMilli()) / 1e3);
            }
        }
        return late.stream().sorted().toList();
    }

    private static List<Double> numbers(JsonNode values) {
        return StreamSupport.stream(values.spliterator(), false)
                .map(JsonNode::asDouble)
                .sorted()
                .toList();
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
    }
}
