package dev.muster.region.commissioning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/// The scripts that every machine runs when it is commissioned. The digits order them among the operators' own.
enum BuiltInScript {
    LSHW("00-maas-01-lshw"),
    VIRTUALITY("00-maas-02-virtuality"),
    INSTALL_LLDPD("00-maas-03-install-lldpd"),
    MODALIASES("00-maas-04-list-modaliases"),
    BLOCK_DEVICES("00-maas-07-block-devices"),
    NETWORK_INTERFACES("00-maas-08-network-interfaces"),
    WAIT_FOR_LLDPD("99-maas-01-wait-for-lldpd"),
    CAPTURE_LLDP("99-maas-02-capture-lldp");

    private static final String OUTPUT = ".out";

    private final String script;

    BuiltInScript(String script) {
        this.script = script;
    }

    String script() {
        return script;
    }

    /// The name of the result that is its output.
    String output() {
        return script + OUTPUT;
    }

    /// The script whose output a result of this name is.
    static Optional<BuiltInScript> ofOutput(String result) {
        return Arrays.stream(values())
                .filter(script -> result.equals(script.output()))
                .findFirst();
    }

    static boolean isBuiltIn(String name) {
        return Arrays.stream(values()).anyMatch(script -> script.script.equals(name));
    }

    byte[] content() {
        String path = "/commissioning/scripts/" + script;
        try (var stream = BuiltInScript.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("no such resource: " + path);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + path, e);
        }
    }
}
