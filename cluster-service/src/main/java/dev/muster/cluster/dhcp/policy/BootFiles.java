package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.Ipv4;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The loader for a client's architecture (option 93; RFC 4578 2.1 and IANA's processor architecture types).
///
/// @param httpPort where the cluster serves `/images/` and scripts
/// @param pathPrefix option 210 for loaders that take their configuration relative to it; empty for none
/// @param ipxeScript whether iPXE gets a script; if not, it is a client as any other
/// @param chosen the operator's own choice by architecture: a file, or a URL
public record BootFiles(int httpPort, String pathPrefix, boolean ipxeScript, Map<Integer, String> chosen) {
    private static final String BIOS = "pxelinux.0";

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

    /// The first architecture that has a loader counts. A client that names none is a BIOS.
    BootFile forClient(BootClient client, Ipv4 server) {
        if (client.ipxe() && ipxeScript) {
            return new BootFile(url(server, "ipxe.cfg"), pathPrefix);
        }
        return client.archs().stream()
                .flatMap(arch -> ofArch(arch, server).stream())
                .findFirst()
                .orElse(new BootFile(BIOS, pathPrefix));
    }

    /// Whether one of them is UEFI HTTP boot.
    static boolean isHttp(List<Integer> archs) {
        return archs.stream().anyMatch(arch -> switch (arch) {
            case 0x0f, 0x10, 0x11, 0x12, 0x13, 0x1a, 0x1c, 0x1e -> true;
            default -> false;
        });
    }

    private Optional<BootFile> ofArch(int arch, Ipv4 server) {
        String own = chosen.get(arch);
        return own == null ? usual(arch, server) : Optional.of(new BootFile(own, pathPrefix));
    }

    private Optional<BootFile> usual(int arch, Ipv4 server) {
        return switch (arch) {
            case 0x00 -> file(BIOS);
            case 0x06 -> file("bootia32.efi");
            case 0x07, 0x09 -> file("bootx64.efi");
            case 0x0a -> file("bootarm.efi");
            case 0x0b -> file("bootaa64.efi");
            case 0x0c -> file("bootppc64.bin");
            case 0x0e -> Optional.of(new BootFile(BIOS, "ppc64el/"));
            case 0x0f -> file(url(server, "images/ipxe-i386.efi"));
            case 0x10 -> file(url(server, "images/ipxe.efi"));
            case 0x13 -> file(url(server, "images/ipxe-arm64.efi"));
            case 0x1f -> Optional.of(new BootFile("boots390x.bin", "s390x/"));
            case 0x20 -> Optional.of(new BootFile("boots390x.bin", "s390x_partition/"));
            default -> Optional.empty();
        };
    }

    private Optional<BootFile> file(String name) {
        return Optional.of(new BootFile(name, pathPrefix));
    }

    private String url(Ipv4 server, String path) {
        return "http://" + server + ":" + httpPort + "/" + path;
    }
}
