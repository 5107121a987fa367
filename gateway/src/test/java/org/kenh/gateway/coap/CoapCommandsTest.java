package org.kenh.gateway.coap;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands on their way to devices. */
class CoapCommandsTest {
    private final OpenDoor open = new OpenDoor();

    @AfterEach
    void close() {
        open.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void observer_getsWaitingCommandsOnceInOrderAndNewOnesAsTheyCome(boolean secure) {
        open.commands.queue("d2", "other");
        for (int i = 1; i <= 5; i++) {
            open.commands.queue("d1", "c" + i);
        }
        try (ObservingClient device = observing(secure)) {
            Eventually.until("five delivered", () -> open.commands.delivered().size() == 5);
            open.commands.queue("d1", "c6");
            Eventually.until("six delivered", () -> open.commands.delivered().size() == 6);

            assertThat(device.commands()).containsExactly("c1", "c2", "c3", "c4", "c5", "c6");
            assertThat(open.commands.delivered()).containsExactly("c1", "c2", "c3", "c4", "c5", "c6");
            assertThat(device.payloads().getFirst()).isEmpty();
            assertThat(open.connections.heard()).containsExactly("connected d1 " + (secure ? "COAPS" : "COAP"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void command_notAcknowledged_holdsTheNextAndIsOfferedAgainToTheNextObserver(boolean secure) {
        open.commands.queue("d1", "c1");
        open.commands.queue("d1", "c2");
        try (ObservingClient deaf = secure
                ? ObservingClient.secure(open.secure("commands"))
                : ObservingClient.plain(open.plain("commands"))) {
            deaf.deaf().observe();
            Eventually.until("arrived", () -> deaf.commands().contains("c1"));
            assertThat(deaf.commands()).containsOnly("c1");
        }
        assertThat(open.commands.delivered()).isEmpty();

        try (ObservingClient device = observing(secure)) {
            Eventually.until("both delivered", () -> open.commands.delivered().size() == 2);
            assertThat(device.commands()).containsExactly("c1", "c2");
            assertThat(open.commands.delivered()).containsExactly("c1", "c2");
        }
    }

    @Test
    void command_largerThanADatagram_isDeliveredWhenItsLastBlockWasFetched() {
        String args = "{\"plan\":\"" + "x".repeat(5_000) + "\"}";
        open.commands.queue("d1", "large", args);
        open.commands.queue("d1", "small");
        try (ObservingClient device = observing(true)) {
            Eventually.until("both delivered", () -> open.commands.delivered().size() == 2);

            Eventually.until("both arrived", () -> device.commands().size() == 2);
            assertThat(device.commands()).containsExactly("large", "small");
            assertThat(device.payloads().get(1)).contains("x".repeat(5_000));
            assertThat(open.commands.delivered()).containsExactly("large", "small");
        }
    }

    @Test
    void command_whoseDeliveryCannotBeStored_isNotSentTwiceToTheSameObserver() {
        open.commands.forgetDeliveries();
        open.commands.queue("d1", "c1");
        try (ObservingClient device = observing(false)) {
            Eventually.until("reported", () -> open.commands.delivered().size() >= 2);
            open.commands.queue("d1", "c2");
            Eventually.until("second", () -> device.commands().contains("c2"));

            assertThat(device.commands()).containsExactly("c1", "c2");
            Eventually.until("reported too", () -> open.commands.delivered().contains("c2"));
        }
    }

    @Test
    void command_lookedUpWhileTheStoreIsAway_deliveredWithoutAnotherWakeUp() {
        try (ObservingClient device = observing(false)) {
            open.commands.goAway();
            open.commands.queue("d1", "c1");
            Eventually.until("looked up in vain", () -> open.commands.failures() > 0);
            open.commands.comeBack();
            Eventually.until("delivered", () -> open.commands.delivered().contains("c1"));

            assertThat(device.commands()).containsExactly("c1");
        }
    }

    @Test
    void observer_registeringAgain_replacesTheOneBefore() {
        try (ObservingClient first = observing(true);
                ObservingClient second = observing(true)) {
            open.commands.queue("d1", "c1");
            Eventually.until("delivered", () -> open.commands.delivered().size() == 1);

            assertThat(second.commands()).containsExactly("c1");
            assertThat(first.commands()).isEmpty();
        }
    }

    @Test
    void get_withoutObserving_answersTheOldestCommandOrNothing() throws Exception {
        try (ObservingClient device = ObservingClient.secure(open.secure("commands"))) {
            CoapResponse nothing = device.client().get();
            open.commands.queue("d1", "c1");
            open.commands.queue("d1", "c2");
            CoapResponse oldest = device.client().get();
            Eventually.until("delivered", () -> open.commands.delivered().size() == 1);
            CoapResponse next = device.client().get();

            assertThat(nothing.getCode()).isEqualTo(CoAP.ResponseCode.CONTENT);
            assertThat(nothing.getPayload()).isEmpty();
            assertThat(oldest.getResponseText()).contains("\"c1\"");
            assertThat(next.getResponseText()).contains("\"c2\"");
        }
    }

    @Test
    void get_byCommandLine_printsTheCommandOnce() {
        open.commands.queue("d1", "c1");

        String first =
                CommandLineClient.secure("openssl", "d1", OpenDoor.SECRET).get(open.secure("commands"));
        Eventually.until("delivered", () -> open.commands.delivered().contains("c1"));
        String second =
                CommandLineClient.secure("gnutls", "d1", OpenDoor.SECRET).get(open.secure("commands"));

        assertThat(first).contains("c:2.05").contains("\"c1\"");
        assertThat(second).contains("c:2.05").doesNotContain("\"c1\"");
    }

    @Test
    void observe_byCommandLine_printsCommandsAsTheyCome() {
        open.commands.queue("d1", "c1");
        open.commands.queue("d1", "c2");

        String output = CommandLineClient.secure("openssl", "d1", OpenDoor.SECRET)
                .with("-s", "2")
                .get(open.secure("commands"));

        assertThat(output).contains("\"c1\"").contains("\"c2\"");
        assertThat(open.commands.delivered()).containsExactly("c1", "c2");
    }

    @Test
    void observe_withWrongSecret_isUnauthorizedAndGetsNothing() {
        open.commands.queue("d1", "c1");

        String output =
                CommandLineClient.plain().with("-s", "1").get(open.plainAnonymous("commands?device=d1&secret=wrong"));

        assertThat(output).contains("c:4.01").doesNotContain("\"c1\"");
        assertThat(open.connections.heard()).isEmpty();
    }

    private ObservingClient observing(boolean secure) {
        ObservingClient device = secure
                ? ObservingClient.secure(open.secure("commands"))
                : ObservingClient.plain(open.plain("commands"));
        device.observe();
        Eventually.until("registered", () -> !device.payloads().isEmpty());
        return device;
    }
}
