package dev.muster.cluster.firmware;

import java.util.List;
import java.util.Optional;

/// The loader for an architecture, as RFC 4578 2.1, RFC 5970 3.3 and IANA's processor architecture types number them.
///
/// @param file of an image snapshot
/// @param overHttp whether the firmware fetches over HTTP, and TFTP if not
/// @param pathPrefix where it looks for its configuration, and an operator has no say in that; empty for anywhere
public record Loader(String file, boolean overHttp, String pathPrefix) {
    /// PXELINUX, for BIOS and what imitates one.
    public static final String BIOS = "pxelinux.0";

    /// What the firmware is given if the operator did not choose; empty if there is no loader for it.
    public static Optional<Loader> of(int arch) {
        return switch (arch) {
            case 0x00 -> tftp(BIOS, "");
            case 0x06 -> tftp("bootia32.efi", "");
            case 0x07, 0x09 -> tftp("bootx64.efi", "");
            case 0x0a -> tftp("bootarm.efi", "");
            case 0x0b -> tftp("bootaa64.efi", "");
            case 0x0c -> tftp("bootppc64.bin", "");
            case 0x0e -> tftp(BIOS, "ppc64el/");
            case 0x0f -> http("ipxe-i386.efi");
            case 0x10 -> http("ipxe.efi");
            case 0x13 -> http("ipxe-arm64.efi");
            // U-Boot reads PXELINUX's configuration by itself, from the folder of the file that it is told
            case 0x15, 0x16, 0x100 -> tftp(BIOS, "");
            case 0x1f -> tftp("boots390x.bin", "s390x/");
            case 0x20 -> tftp("boots390x.bin", "s390x_partition/");
            default -> Optional.empty();
        };
    }

    /// Whether one of them is UEFI HTTP boot.
    public static boolean isHttp(List<Integer> archs) {
        return archs.stream().anyMatch(arch -> switch (arch) {
            case 0x0f, 0x10, 0x11, 0x12, 0x13, 0x1a, 0x1c, 0x1e, 0x26, 0x28 -> true;
            default -> false;
        });
    }

    private static Optional<Loader> tftp(String file, String pathPrefix) {
        return Optional.of(new Loader(file, false, pathPrefix));
    }

    private static Optional<Loader> http(String file) {
        return Optional.of(new Loader(file, true, ""));
    }
}
