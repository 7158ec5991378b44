package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.firmware.Loader;
import java.util.Map;
import java.util.Optional;

/// The loader for a client's architecture (option 93; RFC 4578 2.1 and IANA's processor architecture types).
///
/// @param httpPort where the cluster serves `/images/` and scripts
/// @param pathPrefix option 210 for loaders that take their configuration relative to it; empty for none
/// @param ipxeScript whether iPXE gets a script; if not, it is a client as any other
/// @param chosen the operator's own choice by architecture: a file, or a URL
public record BootFiles(int httpPort, String pathPrefix, boolean ipxeScript, Map<Integer, String> chosen) {
    private static final String SHIM = "bootx64.efi";
    /// Uses the firmware's own driver of the card that it was loaded by.
    private static final String IPXE = "snponly.efi";

    public BootFiles {
        chosen = Map.copyOf(chosen);
    }

    /// What an operator who sets nothing gets.
    public static BootFiles at(int httpPort) {
        return new BootFiles(httpPort, "", true, Map.of());
    }

    /// @param name file name or URL
    /// @param pathPrefix option 210, empty for none
    record BootFile(String name, String pathPrefix) {}

    /// The first architecture that has a loader counts. A client that names none is a BIOS, unless it is a switch that
    /// names itself in another way. Empty if there is no loader for it: another one's would hang it, where without
    /// any it goes on in its boot order.
    Optional<BootFile> forClient(BootClient client, Ipv4 server) {
        if (client.ipxe() && ipxeScript) {
            return Optional.of(new BootFile(url(server, "ipxe.cfg"), pathPrefix));
        }
        if (client.archs().isEmpty()) {
            return client.onie().isEmpty() ? Optional.of(new BootFile(Loader.BIOS, pathPrefix)) : Optional.empty();
        }
        return client.archs().stream()
                .flatMap(arch -> ofArch(arch, server).stream())
                .findFirst();
    }

    /// [#forClient] for a client that has its address from somebody else's server. GRUB would ask that one for its
    /// files, as it takes the server from the answer with the address; iPXE takes it from ours, but no Secure Boot.
    Optional<BootFile> forProxied(BootClient client, Ipv4 server) {
        boolean chosenByUs = client.archs().stream().noneMatch(chosen::containsKey);
        return forClient(client, server)
                .map(usual ->
                        ipxeScript && chosenByUs && usual.name().equals(SHIM) ? new BootFile(IPXE, pathPrefix) : usual);
    }

    private Optional<BootFile> ofArch(int arch, Ipv4 server) {
        String own = chosen.get(arch);
        return own == null ? usual(arch, server) : Optional.of(new BootFile(own, pathPrefix));
    }

    private Optional<BootFile> usual(int arch, Ipv4 server) {
        return Loader.of(arch)
                .map(loader -> new BootFile(
                        loader.overHttp() ? url(server, "images/" + loader.file()) : loader.file(),
                        loader.pathPrefix().isEmpty() ? pathPrefix : loader.pathPrefix()));
    }

    private String url(Ipv4 server, String path) {
        return "http://" + server + ":" + httpPort + "/" + path;
    }
}
