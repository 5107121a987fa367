package org.kenh.edge.sensor.http;

import java.io.IOException;
import org.kenh.edge.config.ConfigNode;
import org.kenh.edge.control.Output;
import org.kenh.edge.sensor.DriverSettings;

/** A request that sets something; {@code $value} in its body stands for the value. An answer 2xx means that it is set. */
record HttpOutput(String name, HttpRequest request, String body) implements Output {

    static HttpOutput of(ConfigNode node, DriverSettings settings) {
        HttpRequest request = HttpRequest.of(node, "PUT", settings.timeout().toMillis());
        return new HttpOutput(node.text("name"), request, node.text("body", "{\"value\":$value}"));
    }

    @Override
    public void write(double value) throws IOException {
        String number = value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
        byte[] unused = request.send(body.replace("$value", number));
    }
}
