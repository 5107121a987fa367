package org.kenh.operations;

import java.util.Optional;
import org.kenh.operations.http.Addresses;
import org.kenh.operations.http.HttpListener.Binding;

/**
 * Where the server listens. Keys {@code NAME.port} and {@code NAME.address} (an address, {@code *} for all, or
 * {@code loopback}); {@code insecure} lets the plain ports for devices leave this machine.
 *
 * @param https empty unless {@code https.enabled}, or a certificate is configured
 */
public record ListenersConfig(
        Binding http,
        Optional<Binding> https,
        Binding mqtt,
        Binding mqtts,
        Binding coap,
        Binding coaps,
        Binding management) {

    static ListenersConfig read(Settings settings) {
        boolean insecure = settings.flag("insecure", false);
        String plain = insecure ? Addresses.EVERYWHERE : Addresses.LOOPBACK;
        Binding https = binding(settings, "https", Addresses.EVERYWHERE, 8443);
        boolean encrypted = settings.flag("https.enabled", settings.has("tls.certificate"));
        ListenersConfig config = new ListenersConfig(
                binding(settings, "http", Addresses.EVERYWHERE, 8080),
                encrypted ? Optional.of(https) : Optional.empty(),
                binding(settings, "mqtt", plain, 1883),
                binding(settings, "mqtts", Addresses.EVERYWHERE, 8883),
                binding(settings, "coap", plain, 5683),
                binding(settings, "coaps", Addresses.EVERYWHERE, 5684),
                binding(settings, "management", Addresses.LOOPBACK, 9464));
        if (!insecure) {
            requireLoopback(settings, config.mqtt);
            requireLoopback(settings, config.coap);
        }
        return config;
    }

    private static Binding binding(Settings settings, String name, String address, int port) {
        return new Binding(
                name, name + ".port", settings.text(name + ".address", address), settings.port(name + ".port", port));
    }

    private static void requireLoopback(Settings settings, Binding binding) {
        if (!Addresses.isLoopback(binding.address())) {
            settings.problem(binding.name() + ".address must be loopback unless insecure is true, for it carries"
                    + " secrets in the clear, but is \"" + binding.address() + "\"");
        }
    }
}
