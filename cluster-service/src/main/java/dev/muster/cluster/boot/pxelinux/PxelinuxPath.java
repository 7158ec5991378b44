package dev.muster.cluster.boot.pxelinux;

import dev.muster.cluster.boot.loader.ConfigPath;
import dev.muster.cluster.boot.loader.ConfigPath.Default;
import dev.muster.cluster.boot.loader.ConfigPath.OfMachine;
import dev.muster.cluster.boot.loader.ConfigPath.Probe;
import dev.muster.cluster.boot.loader.Processors;
import dev.muster.model.node.MacAddress;
import java.util.Optional;

/// What PXELINUX looks for in its configuration folder: a machine's own file, probes of no interest, `default`.
public final class PxelinuxPath {
    private PxelinuxPath() {}

    /// `pxelinux.cfg/01-aa-bb-cc-dd-ee-ff`; `default`, `default-<arch>`, `default.<arch>-<subarch>`, with
    /// Debian's name of the processor or U-Boot's; anything else there is a probe. Empty if the path is outside
    /// PXELINUX's configuration folder.
    ///
    /// @param path with any number of leading slashes, below the folder of the loader that asks
    public static Optional<ConfigPath> parse(String path) {
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
                    Optional.ofNullable(fallback.group("arch")).map(Processors::debianName),
                    Optional.ofNullable(fallback.group("subarch"))));
        }
        return Optional.of(new Probe());
    }
}
