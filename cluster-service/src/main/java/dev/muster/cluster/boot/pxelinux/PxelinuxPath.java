package dev.muster.cluster.boot.pxelinux;

import dev.muster.model.node.MacAddress;
import java.util.Optional;

/// What PXELINUX looks for in its configuration folder: a machine's own file, probes of no interest, `default`.
public sealed interface PxelinuxPath {

    /// `pxelinux.cfg/01-aa-bb-cc-dd-ee-ff`: the file of one machine with an Ethernet address.
    record OfMachine(MacAddress mac) implements PxelinuxPath {}

    /// `pxelinux.cfg/default`, `default-<arch>`, `default.<arch>-<subarch>`: the file of machines not known by
    /// address.
    record Default(Optional<String> arch, Optional<String> subarch) implements PxelinuxPath {}

    /// Anything else there: a UUID, an address in hex, another hardware type. Never answered with a configuration.
    record Probe() implements PxelinuxPath {}

    /// Empty if the path is outside PXELINUX's configuration folder.
    ///
    /// @param path with any number of leading slashes
    static Optional<PxelinuxPath> parse(String path) {
        var inFolder = PxelinuxNames.FOLDER.matcher(path);
        if (!inFolder.matches()) {
            return Optional.empty();
        }
        String name = inFolder.group("name");
        var machine = PxelinuxNames.MACHINE.matcher(name);
        if (machine.matches()) {
            return Optional.of(new OfMachine(MacAddress.of(machine.group("mac"))));
        }
        var fallback = PxelinuxNames.DEFAULT.matcher(name);
        if (fallback.matches()) {
            return Optional.of(new Default(
                    Optional.ofNullable(fallback.group("arch")), Optional.ofNullable(fallback.group("subarch"))));
        }
        return Optional.of(new Probe());
    }
}
