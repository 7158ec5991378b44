package dev.muster.cluster.boot.grub;

import dev.muster.cluster.boot.loader.ConfigPath;
import dev.muster.cluster.boot.loader.ConfigPath.Default;
import dev.muster.cluster.boot.loader.ConfigPath.OfMachine;
import dev.muster.cluster.boot.loader.Processors;
import dev.muster.model.node.MacAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// The names that [GrubEntry] makes GRUB ask for, and those of MAAS.
public final class GrubPath {
    private static final Pattern MACHINE =
            Pattern.compile("/*grub/grub\\.cfg-(?<mac>[0-9a-f]{2}([:-][0-9a-f]{2}){5})", Pattern.CASE_INSENSITIVE);
    private static final Pattern DEFAULT =
            Pattern.compile("/*grub/grub\\.cfg-default(-(?<arch>[a-z0-9_]+)(-(?<subarch>[a-z0-9_.-]+))?)?");

    private GrubPath() {}

    /// `grub/grub.cfg-aa:bb:cc:dd:ee:ff`, with colons or hyphens; `grub/grub.cfg-default-<arch>-<subarch>`, with
    /// Debian's name of the processor or GRUB's. Empty for any other path.
    public static Optional<ConfigPath> parse(String path) {
        var machine = MACHINE.matcher(path);
        if (machine.matches()) {
            return MacAddress.parse(machine.group("mac")).map(OfMachine::new);
        }
        var fallback = DEFAULT.matcher(path);
        if (!fallback.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Default(
                Optional.ofNullable(fallback.group("arch")).map(Processors::debianName),
                Optional.ofNullable(fallback.group("subarch"))));
    }
}
