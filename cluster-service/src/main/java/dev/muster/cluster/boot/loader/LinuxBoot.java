package dev.muster.cluster.boot.loader;

import dev.muster.model.boot.BootAnswer;
import java.util.Optional;

/// A kernel to load, as every loader is told in its own words.
///
/// @param why for the console
/// @param folder of the files below the snapshot, no slash at either end
/// @param kernel file name in it
/// @param initrd file name in it
/// @param line the kernel's parameters but for `BOOTIF`, not quoted for any loader
public record LinuxBoot(String why, String folder, String kernel, String initrd, String line) {

    /// Empty for a machine that boots its own disk.
    ///
    /// @throws UnsafeBootAnswer where a value is missing or does not belong into a configuration
    public static Optional<LinuxBoot> of(BootAnswer answer) throws UnsafeBootAnswer {
        return switch (answer.purpose()) {
            case COMMISSIONING -> ephemeral(answer, "Starting the ephemeral system");
            case XINSTALL -> ephemeral(answer, "Starting the installation");
            case POWEROFF ->
                boot(answer, "Nothing to do, powering off", "boot", KernelCommandLine.powerOff(answer, answer.image()));
            case INSTALL -> boot(answer, "Installing", "di", KernelCommandLine.debianInstaller(answer, answer.image()));
            case LOCAL -> Optional.empty();
        };
    }

    /// Fills the places of a loader's template.
    ///
    /// @param quotedLine the kernel's parameters in the loader's own quoting
    public String fill(String template, String quotedLine) {
        return new Template(template)
                .with("why", why)
                .with("files", folder)
                .with("kernel", kernel)
                .with("initrd", initrd)
                .with("line", quotedLine)
                .fill();
    }

    private static Optional<LinuxBoot> ephemeral(BootAnswer answer, String why) throws UnsafeBootAnswer {
        return boot(answer, why, "boot", KernelCommandLine.ephemeral(answer, answer.image()));
    }

    private static Optional<LinuxBoot> boot(BootAnswer answer, String why, String kind, String line)
            throws UnsafeBootAnswer {
        String folder = ImageFiles.folder(answer.image());
        return Optional.of(new LinuxBoot(why, folder, kind + "-kernel", kind + "-initrd", line));
    }
}
