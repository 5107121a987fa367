package org.kenh.gateway.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.EmptyMessage;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kenh.gateway.intake.Receipt;

/** When a message is answered. */
class CoapCommitTest {
    private static final byte[] FLAT = "{\"level\":1.2}".getBytes(UTF_8);

    private final OpenDoor open = new OpenDoor();
    private final RawClient client = new RawClient(open);

    @AfterEach
    void close() {
        client.close();
        open.close();
    }

    @Test
    void post_committedLate_isAcknowledgedEmptyAndAnsweredSeparately() {
        open.intake.hold();
        Request request = client.post("readings", FLAT);
        client.send(request);

        Message first = client.receive();
        assertThat(first).isInstanceOf(EmptyMessage.class);
        assertThat(first.getType()).isEqualTo(CoAP.Type.ACK);
        assertThat(first.getMID()).isEqualTo(request.getMID());

        open.intake.release(Receipt.COMMITTED);
        Response answer = client.receiveResponse();
        assertThat(answer.getType()).isEqualTo(CoAP.Type.CON);
        assertThat(answer.getCode()).isEqualTo(CoAP.ResponseCode.CHANGED);
        assertThat(answer.getToken()).isEqualTo(request.getToken());
    }

    @Test
    void post_failedLate_isAnsweredSeparatelyAsUnavailable() {
        open.intake.hold();
        client.send(client.post("readings", FLAT));
        assertThat(client.receive()).isInstanceOf(EmptyMessage.class);

        open.intake.release(new Receipt.Failed("gone"));

        assertThat(client.receiveResponse().getCode()).isEqualTo(CoAP.ResponseCode.SERVICE_UNAVAILABLE);
    }

    @Test
    void post_sentAgain_isHandedOnOnceAndAnsweredAgain() {
        Request request = client.post("readings", FLAT);
        client.send(request);
        Response first = client.receiveResponse();
        client.send(request);
        Response second = client.receiveResponse();

        assertThat(first.getCode()).isEqualTo(CoAP.ResponseCode.CHANGED);
        assertThat(second.getCode()).isEqualTo(CoAP.ResponseCode.CHANGED);
        assertThat(second.getMID()).isEqualTo(first.getMID());
        assertThat(open.intake.messages()).hasSize(1);
    }

    @Test
    void stop_withOneUnanswered_waitsForItsCommit() throws InterruptedException {
        open.intake.hold();
        client.send(client.post("readings", FLAT));
        Eventually.until("taken", () -> !open.intake.messages().isEmpty());

        Thread stopping = Thread.ofVirtual().start(() -> open.door.stop(Duration.ofSeconds(20)));
        Eventually.until("stopping", () -> {
            Request probe = client.post("readings", FLAT);
            probe.getOptions().setContentFormat(MediaTypeRegistry.APPLICATION_XML);
            client.send(probe);
            return client.receiveResponse().getCode() == CoAP.ResponseCode.SERVICE_UNAVAILABLE;
        });
        open.intake.release(Receipt.COMMITTED);

        waitForAnswer(CoAP.ResponseCode.CHANGED);
        stopping.join(Duration.ofSeconds(20));
        assertThat(stopping.isAlive()).isFalse();
        assertThat(open.door.listeners()).isEmpty();
    }

    private void waitForAnswer(CoAP.ResponseCode code) {
        Response response = client.receiveResponse();
        while (response.getCode() != code) {
            response = client.receiveResponse();
        }
    }
}
