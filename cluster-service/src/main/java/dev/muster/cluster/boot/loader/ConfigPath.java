package dev.muster.cluster.boot.loader;

import dev.muster.model.node.MacAddress;
import java.util.Optional;

/// Whose configuration a loader asks for by the name of a file.
public sealed interface ConfigPath {

    /// The file of one machine, by the Ethernet address of the card that it boots from.
    record OfMachine(MacAddress mac) implements ConfigPath {}

    /// The file of machines not known by address.
    record Default(Optional<String> arch, Optional<String> subarch) implements ConfigPath {}

    /// Another name in the loader's configuration folder: a UUID, an address in hex, another hardware type. Never
    /// answered with a configuration.
    record Probe() implements ConfigPath {}
}
