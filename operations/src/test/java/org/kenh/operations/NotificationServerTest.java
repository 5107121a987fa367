package org.kenh.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kenh.ingest.DatabaseSettings;
import org.kenh.ingest.timescale.Databases;

/** A whole server: a reading comes in by HTTP and a mail goes out. */
class NotificationServerTest {
    private static final String PASSWORD = "mot-mat-khau-de-thu";
    private final DatabaseSettings database = Databases.PLAIN.fresh();
    private final HttpClient client = HttpClient.newHttpClient();
    private String token = "";

    @TempDir
    Path data = Path.of(".");

    @Test
    void reading_aboveItsLimit_isMailed() throws IOException, InterruptedException, MessagingException {
        GreenMail mails = new GreenMail(ServerSetup.SMTP.dynamicPort());
        mails.start();
        try (Server server = Server.start(config(mails.getSmtp().getPort()), Clock.systemUTC())) {
            token = field(
                    call(server, "POST", "/session", "{'username':'admin','password':'" + PASSWORD + "'}"), "token");
            call(server, "POST", "/areas", "{'id':'xa','code':'1','name':'Xã Đội Bình','kind':'commune'}");
            call(
                    server,
                    "POST",
                    "/sites",
                    "{'id':'tram','name':'Trạm bơm','kind':'pumping-station','area':'xa','lat':20.7,'lon':105.8}");
            String secret = field(
                    call(server, "POST", "/devices", "{'id':'tb','site':'tram','kind':'gauge','name':'Máy đo'}"),
                    "secret");
            call(
                    server,
                    "POST",
                    "/rules",
                    "{'name':'Mực nước cao','series':'level','scope':{},'priority':1,"
                            + "'condition':{'type':'high','setpoint':3.2,'deadband':0.05}}");
            call(server, "PATCH", "/notification-contacts/admin", "{'email':'truc@example.vn'}");
            call(
                    server,
                    "PUT",
                    "/notification-policies/truc",
                    "{'name':'Trực','steps':[{'people':['admin'],'channels':['email']}]}");
            report(server, secret);
            Eventually.isTrue("the mail", () -> mails.getReceivedMessages().length > 0);
            assertThat(mails.getReceivedMessages()[0].getSubject())
                    .isEqualTo("[Kênh] Mức 1, khẩn cấp: Mực nước cao – Trạm bơm, Xã Đội Bình");
            Eventually.isTrue("the log", () -> log(server).contains("\"state\":\"sent\""));
        } finally {
            mails.stop();
            client.close();
        }
    }

    private void report(Server server, String secret) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(base(server) + "/v1/readings"))
                        .header("Authorization", "Bearer tb:" + secret)
                        .header("Content-Type", "application/senml+json")
                        .POST(HttpRequest.BodyPublishers.ofString("[{\"n\":\"level\",\"u\":\"m\",\"v\":3.42}]"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }

    private String log(Server server) {
        try {
            return call(server, "GET", "/notifications", "");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String call(Server server, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base(server) + "/api/v1" + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isBetween(200, 299);
        return answer.body();
    }

    private static String field(String json, String name) throws IOException {
        return new ObjectMapper().readTree(json).path(name).asText();
    }

    private static String base(Server server) {
        return "http://127.0.0.1:" + server.port("http");
    }

    private Config config(int mailPort) {
        Map<String, String> options = new HashMap<>(Map.of(
                "data", data.toString(),
                "http.address", "127.0.0.1",
                "mqtts.address", "loopback",
                "coaps.address", "loopback",
                "notify.mail.host", "127.0.0.1",
                "notify.mail.port", String.valueOf(mailPort),
                "notify.mail.security", "none",
                "notify.mail.from", "kenh@kenh.example"));
        for (String name : new String[] {"http", "mqtt", "mqtts", "coap", "coaps", "management"}) {
            options.put(name + ".port", "0");
        }
        return Config.read(
                options,
                Map.of(
                        "KENH_DATABASE_URL", database.url(),
                        "KENH_DATABASE_USER", database.user(),
                        "KENH_DATABASE_PASSWORD", database.password(),
                        "KENH_ADMIN_PASSWORD", PASSWORD));
    }
}
