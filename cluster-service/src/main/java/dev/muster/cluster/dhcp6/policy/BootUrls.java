package dev.muster.cluster.dhcp6.policy;

import dev.muster.cluster.dhcp6.codec.Dhcp6Packet;
import dev.muster.cluster.dhcp6.codec.VendorClass;
import dev.muster.cluster.firmware.Loader;
import dev.muster.model.network.Ipv6Address;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The boot file URL (option 59, RFC 5970) for a client's architecture (option 61, else 16).
///
/// @param httpPort where the cluster serves `/images/` and scripts
/// @param ipxeScript whether iPXE gets a script; if not, it is a client as any other
/// @param chosen the operator's own choice by architecture: a file, or a URL
public record BootUrls(int httpPort, boolean ipxeScript, Map<Integer, String> chosen) {
    private static final String IPXE = "iPXE";
    private static final String HTTP_CLIENT = "HTTPClient";

    public BootUrls {
        chosen = Map.copyOf(chosen);
    }

    /// What an operator who sets nothing gets.
    public static BootUrls at(int httpPort) {
        return new BootUrls(httpPort, true, Map.of());
    }

    /// Empty for a client that does not boot, or for which there is no loader; PXELINUX knows no IPv6, and so a BIOS
    /// gets none.
    Optional<String> forClient(Dhcp6Packet request, Ipv6Address server) {
        if (ipxeScript && request.userClasses().contains(IPXE)) {
            return Optional.of(http(server, "ipxe.cfg"));
        }
        return request.clientArchs().stream()
                .flatMap(arch -> ofArch(arch, server).stream())
                .findFirst();
    }

    /// What UEFI HTTP boot wants to see in an answer that is meant for it (UEFI 2.5, 24.7).
    static Optional<VendorClass> echo(Dhcp6Packet request) {
        return request.vendorClasses().stream()
                .filter(vendor -> vendor.texts().stream().anyMatch(text -> text.startsWith(HTTP_CLIENT)))
                .findFirst()
                .map(vendor -> new VendorClass(vendor.enterprise(), List.of(HTTP_CLIENT)));
    }

    private Optional<String> ofArch(int arch, Ipv6Address server) {
        String own = chosen.get(arch);
        if (own != null) {
            return Optional.of(own.contains("://") ? own : tftp(server, own));
        }
        return Loader.of(arch)
                .filter(loader -> !loader.file().equals(Loader.BIOS))
                .map(loader ->
                        loader.overHttp() ? http(server, "images/" + loader.file()) : tftp(server, loader.file()));
    }

    private String http(Ipv6Address server, String path) {
        return "http://" + server.bracketed() + ":" + httpPort + "/" + path;
    }

    private static String tftp(Ipv6Address server, String file) {
        return "tftp://" + server.bracketed() + "/" + file;
    }
}
