package dev.muster.cluster.boot.progress;

import dev.muster.model.event.BootStep;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which step of a boot a file or a call is.
final class BootSteps {
    private static final Pattern BOOT_CONFIG = Pattern.compile("(.*/)?(pxelinux\\.cfg/.*|grub\\.cfg-.*|ipxe\\.cfg-.*)");

    private BootSteps() {}

    /// @param path of a file inside a snapshot, or of a generated one
    static Optional<BootStep> ofFile(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (BOOT_CONFIG.matcher(path).matches()) {
            return Optional.of(BootStep.BOOT_CONFIG);
        }
        return switch (name) {
            case "boot-kernel", "di-kernel" -> Optional.of(BootStep.KERNEL);
            case "boot-initrd", "di-initrd" -> Optional.of(BootStep.INITRD);
            case "squashfs" -> Optional.of(BootStep.ROOT_IMAGE);
            case "root-image", "root-tgz", "manifest.sha256" -> Optional.empty();
            default -> Optional.of(BootStep.LOADER);
        };
    }

    /// @param path of a call that is passed on to the region, without its query
    static Optional<BootStep> ofCall(String method, String path) {
        if (path.contains("/metadata/")) {
            if (!method.equals("GET")) {
                return Optional.empty(); // what a machine says of itself, the region tells better
            }
            if (path.contains("enlist-preseed") || path.contains("/by-id/")) {
                return Optional.of(BootStep.PRESEED);
            }
            if (path.endsWith("/user-data")) {
                return Optional.of(BootStep.USER_DATA);
            }
            return path.contains("/meta-data") ? Optional.of(BootStep.METADATA) : Optional.empty();
        }
        return method.equals("POST") && path.matches(".*/api/1\\.0/nodes/?")
                ? Optional.of(BootStep.ENLIST)
                : Optional.empty();
    }
}
