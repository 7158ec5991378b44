package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.Ipv4;
import java.util.List;

/// The loader for a client's architecture (option 93; RFC 4578 2.1 and IANA's processor architecture types).
///
/// @param httpPort where the cluster serves `/images/`
/// @param pathPrefix option 210 for loaders that take their configuration relative to it; empty for none
public record BootFiles(int httpPort, String pathPrefix) {
    static final int UEFI_HTTP_X64 = 0x10;

    /// @param name file name or URL
    /// @param pathPrefix option 210, empty for none
    record BootFile(String name, String pathPrefix) {}

    /// @param archs in the client's order; the first known one counts
    BootFile forClient(List<Integer> archs, Ipv4 server) {
        for (int arch : archs) {
            switch (arch) {
                case 0x00 -> {
                    return bios();
                }
                case 0x07, 0x09 -> {
                    return new BootFile("bootx64.efi", pathPrefix);
                }
                case 0x0b -> {
                    return new BootFile("bootaa64.efi", pathPrefix);
                }
                case 0x0c -> {
                    return new BootFile("bootppc64.bin", pathPrefix);
                }
                case 0x0e -> {
                    return new BootFile("pxelinux.0", "ppc64el/");
                }
                case UEFI_HTTP_X64 -> {
                    return new BootFile("http://" + server + ":" + httpPort + "/images/bootx64.efi", pathPrefix);
                }
                default -> {}
            }
        }
        return bios();
    }

    /// Also for clients that send no option 93.
    private BootFile bios() {
        return new BootFile("pxelinux.0", pathPrefix);
    }
}
