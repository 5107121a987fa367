package org.kenh.system;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;

/** Debian's Chromium without a window; it keeps what pages complain of and which hosts they call. One thread only. */
final class Browser implements AutoCloseable {
    /** Other modules may be tested at the same time. */
    private static final double PATIENCE_MILLIS = 30_000;

    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox", // the tests may run as root
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** Elements with a box that reaches out of the window at the left or right; map and chart canvases are clipped by design. */
    private static final String CUT_OFF = """
            () => {
              const isWithin = ({ left, right }) => left >= -1 && right <= innerWidth + 1;
              const scrolls = (element) => {
                for (let each = element.parentElement; each; each = each.parentElement) {
                  const { overflowX } = getComputedStyle(each);
                  if ((overflowX === 'auto' || overflowX === 'scroll') && isWithin(each.getBoundingClientRect())) {
                    return true;
                  }
                }
                return false;
              };
              return [...document.body.querySelectorAll('*')]
                .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.ol-viewport, svg, .visually-hidden'))
                .filter((element) => element.getBoundingClientRect().width > 0)
                .filter((element) => !isWithin(element.getBoundingClientRect()) && !scrolls(element))
                .map((element) => [element, element.getBoundingClientRect()])
                .map(([{ tagName, className }, { left, right }]) => `${tagName} ${className} ${left} to ${right}`);
            }
            """;

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<URI> requests = new CopyOnWriteArrayList<>();

    private Browser() {
        Path program = Tool.find("chromium");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setHeadless(true)
                        .setArgs(ARGUMENTS));
    }

    static Browser start() {
        return new Browser();
    }

    /** A page of its own, without cookies, whose reader has set the browser to Vietnamese. */
    Page page(ServerProcess server, int width, int height) {
        BrowserContext context = chromium.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(server.uri("").toString())
                .setLocale("vi-VN")
                .setTimezoneId("Asia/Ho_Chi_Minh")
                .setViewportSize(width, height));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.type() + ": " + message.text() + " at " + message.location());
            }
        });
        page.onPageError(error -> complaints.add("uncaught: " + error));
        page.onRequest(request -> requests.add(URI.create(request.url())));
        return page;
    }

    /** From the start page to the map. */
    static void signIn(Page page, String username, String password) {
        page.navigate("/");
        page.getByTestId("login-username").fill(username);
        page.getByTestId("login-password").fill(password);
        page.getByTestId("login-submit").click();
        PlaywrightAssertions.assertThat(page.getByTestId("district-map")).isVisible();
    }

    /** Pictures of a desk and of a telephone, on which nothing may be cut off. */
    static void keepBothWidths(Page page, String name) {
        for (int width : List.of(360, 1440)) {
            page.setViewportSize(width, width == 360 ? 740 : 900);
            keep(page, name, width);
            assertNothingCutOff(page, name + " at " + width);
        }
    }

    /** Keeps a picture, and checks that nobody has to scroll sideways. */
    static void keep(Page page, String name, int width) {
        Path file = Installation.target().resolve("screenshots").resolve(name + "-" + width + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
        Object wide = page.evaluate("document.documentElement.scrollWidth");
        Assertions.assertThat(((Number) wide).intValue())
                .as(name + " at " + width)
                .isLessThanOrEqualTo(width);
    }

    /** Checks that everything that is drawn begins and ends within the window, but for what can be scrolled within its own box. */
    static void assertNothingCutOff(Page page, String name) {
        Assertions.assertThat((List<?>) page.evaluate(CUT_OFF)).as(name).isEmpty();
    }

    /** Errors and warnings on the console, violations of the content security policy among them. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** All requests so far but those for data within the page. */
    List<URI> requests() {
        return requests.stream()
                .filter(uri ->
                        !uri.getScheme().equals("data") && !uri.getScheme().equals("blob"))
                .toList();
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
